#pragma once

// What a schema becomes when neighbouring values of its ordered columns are joined.

#include <cstddef>
#include <map>
#include <string>

#include "microdata/schema.h"

namespace panoh::anonymity {

/// `width` neighbours become one value, "first / last", which stands for all texts of them; the last one may
/// hold fewer. It says nothing of a person (`Column::uncounted`) where none of its values does.
[[nodiscard]] microdata::Column joined(const microdata::Column& column, std::size_t width);

/// The same of every named column. A pair of joined values is impossible where every pair of the values they
/// are made of is; of other pairs, which some people may have, nothing is said any more.
[[nodiscard]] microdata::Schema joined(const microdata::Schema& schema,
                                       const std::map<std::string, std::size_t>& widths);

} // namespace panoh::anonymity
