#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace panoh::tables {

/// A refusal with its place in `field`: a cell ("B12"), a row ("12"), or the part of an XLSX ("archive",
/// "workbook", "styles", "shared_texts", "sheet" before its first row), or the "file". No text of the file is
/// ever in it.
[[nodiscard]] inline tl::unexpected<core::Error> refuse(std::string_view code, std::string_view place)
{
    return core::fail(core::ErrorKind::invalid, std::string(code), std::string(place));
}

} // namespace panoh::tables
