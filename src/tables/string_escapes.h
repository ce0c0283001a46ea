#pragma once

#include <string>
#include <string_view>

namespace panoh::tables {

/// Undoes `_x000D_`: how an XLSX writes what XML cannot hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring). What
/// is no such sign, a NUL or half of a surrogate pair stays as it stands.
[[nodiscard]] std::string without_escapes(std::string text);

/// Appends a text as the content of an XML element of an XLSX, so that `without_escapes` gives it back.
/// Ill-formed UTF-8 and NUL become U+FFFD.
void append_escaped(std::string& out, std::string_view text);
/// Appends a text as the value of an attribute, or where ST_Xstring does not hold: what XML does not have
/// becomes a space or U+FFFD.
void append_attribute(std::string& out, std::string_view text);

} // namespace panoh::tables
