#pragma once

// JSON of the right shape: plain bytes rarely get past a strict reader, so documents are made and changed
// along the schema that describes what is read.

#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "fuzz.h"

namespace panoh::fuzz {

/// A document that fits the schema, or nearly. Where it wants an id, one of `ids` is taken.
[[nodiscard]] boost::json::value make_json(const boost::json::value& schema, Random& random,
                                           const std::vector<std::string>& ids);
/// The document with one part of it changed: another value there, one more or less, one that does not fit.
[[nodiscard]] std::string change_json(std::string_view document, const boost::json::value& schema,
                                      Random& random, const std::vector<std::string>& ids);

/// For LLVMFuzzerCustomMutator: the text at its place, cut off at `most`.
[[nodiscard]] std::size_t put(std::string_view text, std::uint8_t* into, std::size_t most);
/// 0 to `below` - 1.
[[nodiscard]] std::size_t any(Random& random, std::size_t below);
/// Bytes as libFuzzer changes them, dictionary and all.
[[nodiscard]] std::string changed_bytes(std::string_view text, std::size_t longest = 4096);
/// A text that somebody, or somebody bad, might type.
[[nodiscard]] std::string some_text(Random& random);

} // namespace panoh::fuzz
