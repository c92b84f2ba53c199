//! The command line of gongbao; everything is in the library.

use std::process::ExitCode;

// Not in the library: whoever embeds that chooses an allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gongbao::cli::main()
}
