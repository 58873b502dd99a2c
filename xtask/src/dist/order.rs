//! Puts functions that look alike beside each other. Brotli says of a stretch that it was there before, and says it the more briefly
//! the less far back that is: 2 % less of each part of the program.
//!
//! After Hoag, Lee, Mestre and Pupyrev, "Optimizing Function Layout for Mobile Applications" (LCTES 2023), which orders functions for
//! compression by the stretches of bytes that they share; the order here is the greedy one, each function after the one most like it.

use super::bytes;
use crate::error::TaskError;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{BinaryReaderError, CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// The length of the stretches that are compared, in bytes: three to four instructions. With 3 or 8 it saves a quarter less.
const STRETCH: usize = 5;

/// Orders the functions of a module where it lies.
pub(super) fn alike_together(wasm: &Path) -> Result<(), TaskError> {
    let module = bytes(wasm)?;
    let ordered = reordered(&module).map_err(|reason| TaskError::content(wasm, reason))?;
    fs::write(wasm, ordered).map_err(TaskError::io(wasm))
}

fn reordered(module: &[u8]) -> Result<Vec<u8>, String> {
    let (imported, bodies) = functions(module).map_err(|error| error.to_string())?;
    let order = chain(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &number) in (imported..).zip(&order) {
        places[number] = place;
    }
    let mut out = Module::new();
    let mut moving = Moving { imported, order, places };
    moving.parse_core_module(&mut out, Parser::new(0), module).map_err(|error| error.to_string())?;
    Ok(out.finish())
}

/// How many functions are imported, and the bodies of the others.
fn functions(module: &[u8]) -> Result<(u32, Vec<&[u8]>), BinaryReaderError> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The functions' numbers: the first, and after each the one of those left that is most like it.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let stretches = stretches(bodies);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::new();
    let mut next = 0;
    while next < left.len() {
        let last = left.remove(next);
        order.push(last);
        // Of several that are as like, the first stays first.
        let likeness = |&number: &usize| stretches[last].likeness(&stretches[number]);
        let best = left.iter().map(likeness).enumerate().rev().max_by(|(_, one), (_, other)| one.total_cmp(other));
        next = best.map_or(0, |(place, _)| place);
    }
    order
}

/// The stretches that a function is made of.
#[derive(Default)]
struct Stretches {
    /// How many there are, each counted once.
    count: usize,
    /// The numbers of those that another function has too, in ascending order.
    shared: Vec<u32>,
}

/// Those of each function.
fn stretches(bodies: &[&[u8]]) -> Vec<Stretches> {
    let mut holders: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (number, body) in bodies.iter().enumerate() {
        for stretch in body.windows(STRETCH) {
            let holders = holders.entry(stretch).or_default();
            if holders.last() != Some(&number) {
                holders.push(number);
            }
        }
    }
    let mut stretches: Vec<Stretches> = bodies.iter().map(|_| Stretches::default()).collect();
    for (number, holders) in (0..).zip(holders.into_values()) {
        for &holder in &holders {
            stretches[holder].count += 1;
            if holders.len() > 1 {
                stretches[holder].shared.push(number);
            }
        }
    }
    stretches
}

impl Stretches {
    /// How much of two functions is in both, from 0 to 1. A plain loop: it is run a million times, in a build without optimisation.
    fn likeness(&self, other: &Self) -> f64 {
        let (one, two) = (&self.shared[..], &other.shared[..]);
        let (mut at, mut there, mut common) = (0, 0, 0);
        while at < one.len() && there < two.len() {
            let (mine, theirs) = (one[at], two[there]);
            common += usize::from(mine == theirs);
            at += usize::from(mine <= theirs);
            there += usize::from(theirs <= mine);
        }
        common as f64 / (self.count + other.count - common + 1) as f64
    }
}

/// Writes a module again with its functions in another order.
struct Moving {
    imported: u32,
    /// The functions' numbers before, without the imported ones, in the order that they are to have.
    order: Vec<usize>,
    /// The number that each is to have, the imported ones counted.
    places: Vec<u32>,
}

impl Reencode for Moving {
    type Error = Infallible;

    fn function_index(&mut self, number: u32) -> Result<u32, Error> {
        Ok(number.checked_sub(self.imported).map_or(number, |defined| self.places[defined as usize]))
    }

    fn parse_function_section(
        &mut self,
        out: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &number in &self.order {
            out.function(types[number]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, out: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for number in self.order.clone() {
            self.parse_function_body(out, bodies[number].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, ExportSection, Function, TypeSection, ValType};

    /// A module whose last function is exported and calls the one before it.
    fn sample() -> Vec<u8> {
        let (mut types, mut functions, mut exports, mut code) =
            (TypeSection::new(), FunctionSection::new(), ExportSection::new(), CodeSection::new());
        types.ty().function([], [ValType::I64]);
        for number in [7, -1, 7] {
            functions.function(0);
            let mut body = Function::new([]);
            body.instructions().i64_const(number * 1_000_000_007).i64_const(number).drop().end();
            code.function(&body);
        }
        functions.function(0);
        let mut caller = Function::new([]);
        caller.instructions().call(2).end();
        code.function(&caller);
        exports.export("run", ExportKind::Func, 3);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn functions_that_are_alike_come_together_and_are_called_as_before() {
        let before = sample();
        let (_, bodies) = functions(&before).expect("a module");
        assert_eq!(vec![0, 2, 1, 3], chain(&bodies));
        let after = reordered(&before).expect("it can be written again");
        let (_, moved) = functions(&after).expect("a module");
        assert_eq!(vec![bodies[0], bodies[2], bodies[1]], moved[..3]);
        // `call 1`, where `call 2` was.
        assert_eq!(
            ([0, 0x10, 2, 0x0b], [0, 0x10, 1, 0x0b]),
            (bodies[3].try_into().expect("four"), moved[3].try_into().expect("four"))
        );
    }
}
