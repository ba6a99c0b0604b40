//! One test program: what the parts do together.

mod store;
