//! Enums whose variants are typed by name.

/// Defines an enum with the name of each variant as the command line and files spell it: `Relu = "relu",`.
macro_rules! named {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$variant_about:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$about])*
        pub enum $type {
            $($(#[$variant_about])* #[doc = concat!("\n`", $name, "`")] $variant,)+
        }

        impl $type {
            /// All variants, in the order of the help.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name on the command line and in files.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The variant with this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|item| item.name() == name)
            }
        }
    };
}

pub(crate) use named;
