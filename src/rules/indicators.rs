//! stub
use super::source::{Diagnostic, RuleFile};
pub struct Indicator { pub key: String }
pub struct Indicators;
impl Indicators { pub fn load(_a:&RuleFile)->Result<Self,Vec<Diagnostic>>{Ok(Self)} pub fn find(&self,_l:&str,_u:Option<&str>,_m:crate::model::Measure)->Option<&Indicator>{None} }
