//! Sorting, once for the whole crate: everything that is ordered here is ordered by numbers.
//!
//! Each type that `sort` is called for adds about 5 kB to the wasm; twenty of them had made up half of this crate.

/// Two numbers as one that orders by the first, then the second.
pub(crate) fn pack(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// The second number of a pair; the first is the number shifted by 32.
pub(crate) fn low(pair: u64) -> u32 {
    pair as u32
}

/// The first number of a pair.
pub(crate) fn high(pair: u64) -> u32 {
    (pair >> 32) as u32
}

/// Sorts numbers, least first.
pub(crate) fn sort(numbers: &mut [u64]) {
    numbers.sort_unstable();
}

/// Sorts numbers, least first, and drops those that come again.
pub(crate) fn sort_distinct(numbers: &mut Vec<u32>) {
    let mut wide: Vec<u64> = numbers.iter().map(|&number| u64::from(number)).collect();
    sort(&mut wide);
    numbers.clear();
    numbers.extend(wide.into_iter().map(low));
    numbers.dedup();
}

/// The places of `keys` from the least key to the greatest; of equal keys the earlier place first.
pub(crate) fn places_by(keys: &[u32]) -> Vec<usize> {
    let mut pairs: Vec<u64> = (0_u32..).zip(keys).map(|(place, &key)| pack(key, place)).collect();
    sort(&mut pairs);
    pairs.into_iter().map(|pair| low(pair) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_stay_in_order() {
        assert_eq!(vec![1, 3, 0, 2], places_by(&[7, 2, 7, 2]));
        let mut numbers = vec![5, 1, 5, 0];
        sort_distinct(&mut numbers);
        assert_eq!(vec![0, 1, 5], numbers);
        assert_eq!((3, 9), (high(pack(3, 9)), low(pack(3, 9))));
    }
}
