#pragma once

#include "bulletin/letter.h"

namespace panoh::bulletin {

/// The letter that asks whether somebody wants the bulletin, in the words of languages/xx.json
/// ("letter.confirm_*"), English where a language lacks them.
[[nodiscard]] Letter confirming_letter(std::string_view language, std::string_view node_name);

} // namespace panoh::bulletin
