//! Hamkor brings companies of Lipetsk and Khujand together: a message comes in, is understood, is matched with companies, and
//! a reply goes out. This page is the map; each room says at its door what comes in, what goes out, and what it does not know.
//!
//! # The way of a message
//! ```text
//! update or line -> inbox -> Event -> load state -> step(chat, state, event, world) -> commit {changes, facts, companies, replies}
//!                                                    |                                     -> durable -> rendered -> sent -> marked sent
//!                                                    understand(text) -> Request -> find(request, asker, index) -> Found -> Reply
//! ```
//! `channels` makes an event of an update or a line. `app` reads the chat's state and calls `step`, which is pure; what follows is
//! committed as one change, the ledger first. Only then are the replies put into words (`render`) and sent. A step writes to its own
//! chat only: what concerns others becomes a fact, the `registry` sums the facts and says which chat has to be given which notice,
//! and a notice is an event like any other. The search index follows the store by sequence number, beside this way and never in it.
//!
//! # The rooms
//! Pure ones take all they need as arguments, and the same arguments always give the same result:
//! - [`domain`]: the nouns: company, sector, project, place, language, person.
//! - [`understanding`]: text to a [`understanding::Request`], by the [`understanding::Vocabulary`] of `seed/`. Door: `understand`.
//! - [`matching`]: a request and an [`matching::Index`] to ranked matches with reasons, or an honest "nobody". Door: `find`.
//! - [`asked`]: what a company needs or offers, each text by itself, to one answer. Door: `Asked::answered`.
//! - [`registry`]: what the people of all chats share, as the sum of recorded facts. Doors: `apply`, `due`.
//! - [`reply`]: what is said as data, and its words in three languages (`reply/locales/`). Door: `render`.
//! - [`conversation`]: state and event to a [`conversation::Step`]. Door: `step`.
//!
//! Edges touch the world:
//! - [`seed`]: files in: rows, checked and cleaned, every fault with its place; the guests of a delegation. [`report`]: lists out, and
//!   reports and pictures, from one plain model in six forms.
//! - [`store`]: what must not be lost: ledger, sealed; its view in sled, which can be rebuilt at any time. One trait, one contract test;
//!   backups, and the check of all that lies there.
//! - [`app`]: the one meeting of pure and impure: clock, load, step, commit, notices, index; lists that are sent, files that are wanted,
//!   companies that are counted, chosen and removed, reports that are ordered.
//! - [`channels`]: where people are: Telegram and the terminal. [`cli`]: the flags, and one file a command. [`logging`]: where logs go.
//!
//! Names point one way: `domain` <- `understanding` <- `matching`; `domain` <- `registry`; both <- `asked`, `reply` <- `conversation` <- `store`
//! <- `app` <- `channels` <- `cli`; `seed` knows `domain` and `understanding`, `report` what the pure rooms up to `reply` know. `tests/integration/boundaries.rs` holds the table.
//!
//! # Never
//! - A pure room names no clock, chance, network, file, environment, thread or runtime.
//! - Nothing is acknowledged before it is durable in the ledger; nothing acknowledged is lost.
//! - Facts of the world stand in `seed/`, what Hamkor says in `reply/locales/`; code repeats neither.
//! - What lies on disk is a versioned record of [`store`]; the index can be thrown away at any time.
//! - No company is invented or stretched to fit: nobody is an answer.
//! - What people write, their names and telephones never reach a log or an error; they are sealed in the ledger with a key of their own.
//! - Nobody sees a contact before both sides agreed, nor after one has withdrawn.
//! - Data goes to stdout, all else to stderr; exit 0 done, 1 nothing found or refused, 2 failed.

pub mod app;
pub mod asked;
pub mod channels;
pub mod cli;
pub mod conversation;
pub mod domain;
pub mod logging;
pub mod matching;
pub mod registry;
pub mod reply;
pub mod report;
pub mod seed;
pub mod store;
pub mod understanding;
