//! What the requests of every kind can do.

/// Defines a kind of request.
macro_rules! event {
    (
        $(#[$meta:meta])*
        pub struct $name:ident($kind:ident);
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name {
            fields: Fields,
        }

        impl $name {
            /// Takes a request for one of this kind, whatever it carries.
            pub fn from_fields(fields: Fields) -> Self {
                Self { fields }
            }

            /// Returns everything as it was received: what is unknown, and what has an unexpected form, too.
            pub fn fields(&self) -> &Fields {
                &self.fields
            }

            /// Returns everything as it was received.
            pub fn into_fields(self) -> Fields {
                self.fields
            }
        }

        impl From<Fields> for $name {
            fn from(fields: Fields) -> Self {
                Self::from_fields(fields)
            }
        }

        impl From<$name> for Event {
            fn from(event: $name) -> Self {
                Self::$kind(event)
            }
        }

        /// Shows the names of what it carries, and no values.
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_tuple(stringify!($name)).field(&self.fields).finish()
            }
        }
    };
}

pub(super) use event;
