//! How much an archive may unpack to: a few kilobytes can be made to give terabytes.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::walk::read::human;

/// Text is packed to a third or a tenth of its size, tables of zeros to a hundredth.
const RATIO: u64 = 200;
/// Bytes that any archive may unpack to.
const ALWAYS: u64 = 64 << 20;

/// The bytes that may still be unpacked, of all layers of an archive together.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    /// `None` once more was asked for than there is.
    left: Rc<Cell<Option<u64>>>,
    /// What to say then.
    message: Rc<str>,
}

impl Budget {
    /// The budget of an archive of `packed` bytes, where the user allows `limit`.
    pub(super) fn new(packed: u64, limit: u64) -> Self {
        let plausible = packed.saturating_mul(RATIO).max(ALWAYS);
        let (bytes, message) = if limit <= plausible {
            let text = format!(
                "holds more than {}; the rest of it was not read (raise the limit with --max-archive-size)",
                human(limit)
            );
            (limit, text)
        } else {
            let text = format!(
                "unpacks to more than {RATIO} times its size, as archives made to do harm do; the rest of it was not \
                 read, unpack it first if it can be trusted"
            );
            (plausible, text)
        };
        Self {
            left: Rc::new(Cell::new(Some(bytes))),
            message: message.into(),
        }
    }

    /// Why no more is read; `None` while more may be.
    pub(super) fn trouble(&self) -> Option<String> {
        self.left.get().is_none().then(|| self.message.to_string())
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        let left = self.left.get().and_then(|left| left.checked_sub(bytes as u64));
        self.left.set(left);
        match left {
            Some(_) => Ok(()),
            None => Err(io::Error::other("too much")),
        }
    }
}

/// Reads what is unpacked, within a budget.
pub(super) struct Metered<R> {
    inner: R,
    budget: Budget,
}

impl<R: Read> Metered<R> {
    pub(super) fn new(inner: R, budget: &Budget) -> Self {
        Self {
            inner,
            budget: budget.clone(),
        }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.spend(read)?;
        Ok(read)
    }
}
