import { show } from "./page.js";

show((items) => {
  const texts = items.map((item) => JSON.stringify(item).toLowerCase());
  return (typed) => items.filter((_, place) => texts[place].includes(typed.toLowerCase()));
});
