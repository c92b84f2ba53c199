//! stub
use crate::model::{Mention, Span};
use crate::rules::QuantityLexicon;
pub fn quantities(_t:&str,_w:Span,_k:&[Span],_l:&QuantityLexicon,_o:&mut Vec<Mention>){}
