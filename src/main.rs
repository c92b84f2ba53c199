//! The command line of gongbao; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongbao::cli::main()
}
