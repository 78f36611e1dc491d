//! The paper theatre: plates of cut paper, drawn from a picture's words and staging.
