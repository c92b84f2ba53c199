//! Ctrl-C and the request to end (SIGINT, SIGTERM): the first sets a flag, the second ends the program at once.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What was received.
pub struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// From now on, the first signal sets `stop`.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn listen(stop: &Arc<AtomicBool>) -> io::Result<Self> {
        let received = Arc::new(AtomicUsize::new(0));
        for signal in [SIGINT, SIGTERM] {
            // In this order: what looks at the flag comes before what sets it.
            flag::register_conditional_shutdown(signal, code(signal).into(), Arc::clone(stop))?;
            flag::register_usize(signal, Arc::clone(&received), usize::from(code(signal)))?;
            flag::register(signal, Arc::clone(stop))?;
        }
        Ok(Self(received))
    }

    /// The code that tells by which signal the program was ended, where there was one.
    pub fn exit_code(&self) -> Option<ExitCode> {
        let code = u8::try_from(self.0.load(Ordering::SeqCst)).ok()?;
        (code > 0).then(|| ExitCode::from(code))
    }
}

/// As shells say it: 128 and the number of the signal.
fn code(signal: i32) -> u8 {
    if signal == SIGINT { 130 } else { 143 }
}
