//! Numbers by which things are called that are talked about: introductions, listings, applications, lists. Each counts from 1.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number!(
    /// An introduction: asked, then accepted, declined or expired.
    IntroductionId
);
number!(
    /// A need or an offer that a member has published.
    ListingId
);
number!(
    /// A person's wish to speak for a company, or to have one added.
    ApplicationId
);
number!(
    /// A list of companies among all that were sent in one chat.
    ListId
);
