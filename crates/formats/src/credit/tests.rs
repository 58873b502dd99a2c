use super::*;

#[track_caller]
fn check(caption: &str, expected_caption: &str, expected_credit: &str) {
    let (rest, credit) = split(Text::plain(caption));
    assert_eq!((expected_caption, expected_credit), (rest.as_str(), credit.as_deref().unwrap_or("none")), "{caption}");
}

#[test]
fn a_credit_in_brackets_is_taken() {
    check("The pier on Monday. (AP Photo/Ada Moss)", "The pier on Monday.", "AP Photo/Ada Moss");
    check("The pier on Monday (Photo: Ada Moss/AFP)", "The pier on Monday", "Photo: Ada Moss/AFP");
    check("The pier. [Ada Moss/Reuters]", "The pier.", "Ada Moss/Reuters");
    check("The pier on Monday (left) and Tuesday (right)", "The pier on Monday (left) and Tuesday (right)", "none");
    check("Members of the union (AP)", "Members of the union", "AP");
}

#[test]
fn a_label_says_what_follows() {
    check("The pier. Photograph: Ada Moss/Gazette", "The pier.", "Photograph: Ada Moss/Gazette");
    check("Der Pier. Foto: Ada Moss/dpa", "Der Pier.", "Foto: Ada Moss/dpa");
    check("Liman. Fotoğraf: Ada Moss", "Liman.", "Fotoğraf: Ada Moss");
    check("Порт. Фото: Ада Мосс", "Порт.", "Фото: Ада Мосс");
    check("The pier. Photo by Ada Moss", "The pier.", "Photo by Ada Moss");
    check("The pier. © Ada Moss", "The pier.", "© Ada Moss");
    check("She posed for a photo by the pier", "She posed for a photo by the pier", "none");
    check("Photograph: Ada Moss/Gazette", "", "Photograph: Ada Moss/Gazette");
}

#[test]
fn an_agency_with_a_stroke_or_the_word_photo_is_taken() {
    check("The pier on Monday REUTERS/Ada Moss", "The pier on Monday", "REUTERS/Ada Moss");
    check("The pier on Monday AP Photo/Ada Moss", "The pier on Monday", "AP Photo/Ada Moss");
    check("The pier on Monday. AP photo", "The pier on Monday.", "AP photo");
    check("The pier on Monday. AFP PHOTO / ADA MOSS", "The pier on Monday.", "AFP PHOTO / ADA MOSS");
    check("A map of the pier", "A map of the pier", "none");
}

#[test]
fn a_last_sentence_of_names_and_an_agency_is_taken() {
    check("The pier on Monday. Ada Moss/AFP", "The pier on Monday.", "Ada Moss/AFP");
    check("The pier on Monday. A. B. Moss/AFP/Getty Images", "The pier on Monday.", "A. B. Moss/AFP/Getty Images");
    check("The pier on Monday. Getty Images", "The pier on Monday.", "Getty Images");
    check("The pier on Monday. Reuters reported it", "The pier on Monday. Reuters reported it", "none");
    check("The pier on Monday. Ada Moss was there", "The pier on Monday. Ada Moss was there", "none");
    check("", "", "none");
}
