// The strict JSON reader: never crashes, and what it accepts it writes so that it reads the same again.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/json.h"

namespace {

struct Item {
    std::string text;
    std::optional<std::int64_t> number;
    std::vector<int> flags;
};
PANOH_JSON(Item, text, number, flags)

struct Document {
    std::vector<Item> items;
    panoh::core::PartialDate birth;
    std::optional<panoh::core::Date> on;
    std::optional<panoh::core::CaseId> id;
    std::optional<panoh::core::Answer<"gender">> gender;
    double share;
};
PANOH_JSON(Document, items, birth, on, id, gender, share)

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = panoh::core::read_json<Document>(text);
    if (!read) return 0;
    const std::string written = panoh::core::write_json(*read);
    const auto again = panoh::core::read_json<Document>(written);
    if (!again || panoh::core::write_json(*again) != written) std::abort();
    return 0;
}
