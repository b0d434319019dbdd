// The parts that rules are made of: classes, tables and measures, each a timeline of versions whose rows exclude each other.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// First, when all symbols are known: the words of each class and the head of each table, so that conditions can name them.
void declare_classes(Draft& draft);
void declare_tables(Draft& draft);

// Then the rows. Tables before anything that reads their cells.
void compile_tables(Draft& draft);
void compile_classes(Draft& draft);
// The dimension of each measure is known by now (it is part of its symbol); last, because it also reports parts that rest on themselves.
void compile_measures(Draft& draft);

// When all rules are compiled: cells that are read and have no row.
void check_table_uses(Draft& draft);

}  // namespace leaflaw::semantics
