#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "microdata/schema.h"

namespace panoh::release {

/// A schema that a lineage may begin with, from data/schemas.
struct Preset {
    std::string_view name;
    std::string_view text; ///< JSON
};
/// By name.
[[nodiscard]] const std::vector<Preset>& presets();
/// The schema of a preset, for a lineage of that name; "release/preset_unknown".
[[nodiscard]] core::Result<microdata::Schema> preset_schema(std::string_view preset,
                                                            std::string_view lineage);

} // namespace panoh::release
