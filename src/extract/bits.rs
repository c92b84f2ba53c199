//! Sets of ways of laying out patterns, as bits: all of one size, so that they are put together word by word.

/// A set of numbers below the size it was made with.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set of numbers below `size`.
    pub(super) fn new(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    #[inline]
    pub(super) fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    #[inline]
    pub(super) fn has(&self, number: usize) -> bool {
        self.0
            .get(number / 64)
            .is_some_and(|bits| bits >> (number % 64) & 1 != 0)
    }

    #[inline]
    pub(super) fn take_out(&mut self, number: usize) {
        self.0[number / 64] &= !(1 << (number % 64));
    }

    /// Makes it an empty set of numbers below `size`.
    #[inline]
    pub(super) fn empty(&mut self, size: usize) {
        self.0.clear();
        self.0.resize(size.div_ceil(64), 0);
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Makes it the same as `other`, which is of the same size.
    #[inline]
    pub(super) fn set(&mut self, other: &Self) {
        self.0.copy_from_slice(&other.0);
    }

    /// The same, whatever its size was.
    #[inline]
    pub(super) fn renew(&mut self, other: &Self) {
        self.0.clear();
        self.0.extend_from_slice(&other.0);
    }

    /// Takes out those of `other`.
    #[inline]
    pub(super) fn remove(&mut self, other: &Self) {
        self.with(other, |own, other| own & !other);
    }

    /// Takes out those that `other` does not have.
    #[inline]
    pub(super) fn keep(&mut self, other: &Self) {
        self.with(other, |own, other| own & other);
    }

    /// Adds those of `other`.
    #[inline]
    pub(super) fn join(&mut self, other: &Self) {
        self.with(other, |own, other| own | other);
    }

    #[inline]
    fn with(&mut self, other: &Self, join: impl Fn(u64, u64) -> u64) {
        let size = self.0.len().min(other.0.len());
        let (own, other) = (&mut self.0[..size], &other.0[..size]);
        for at in 0..size {
            own[at] = join(own[at], other[at]);
        }
    }

    /// In order.
    #[inline]
    pub(super) fn each(&self, mut see: impl FnMut(usize)) {
        for (at, &bits) in self.0.iter().enumerate() {
            let mut bits = bits;
            while bits != 0 {
                see(at * 64 + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[usize]) -> Bits {
        let mut bits = Bits::new(130);
        numbers.iter().for_each(|number| bits.insert(*number));
        bits
    }

    fn all(bits: &Bits) -> Vec<usize> {
        let mut numbers = Vec::new();
        bits.each(|number| numbers.push(number));
        numbers
    }

    #[test]
    fn sets_are_put_together() {
        let mut set = of(&[0, 63, 64, 129]);
        assert_eq!(all(&set), [0, 63, 64, 129]);
        set.join(&of(&[1, 128]));
        set.remove(&of(&[0, 129]));
        assert_eq!(all(&set), [1, 63, 64, 128]);
        set.keep(&of(&[1, 2, 64]));
        set.take_out(1);
        assert_eq!(all(&set), [64]);
        assert!(set.has(64) && !set.has(1) && !set.has(1000));
    }
}
