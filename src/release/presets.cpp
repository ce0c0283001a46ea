#include "release/presets.h"

#include <algorithm>

namespace panoh::release {

const std::vector<Preset>& presets()
{
    static const std::vector<Preset> all = {
#include "schema_texts.inc"
    };
    return all;
}

core::Result<microdata::Schema> preset_schema(std::string_view preset, std::string_view lineage)
{
    const auto found = std::ranges::find(presets(), preset, &Preset::name);
    if (found == presets().end())
        return core::fail(core::ErrorKind::invalid, "release/preset_unknown", "preset");
    PANOH_TRY(microdata::Schema schema, microdata::read_schema(found->text));
    schema.lineage = lineage;
    return schema;
}

} // namespace panoh::release
