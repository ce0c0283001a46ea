#include "json_shapes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace panoh::fuzz {

namespace {

namespace json = boost::json;

constexpr int deepest = 8;

const json::value& member(const json::value& schema, std::string_view name)
{
    static const json::value none = json::object();
    const auto* object = schema.if_object();
    const auto* found = object == nullptr ? nullptr : object->if_contains(name);
    return found == nullptr ? none : *found;
}

/// The schema itself where it is one of two, of which the other is null.
const json::value& own(const json::value& schema)
{
    const auto* either = member(schema, "anyOf").if_array();
    return either == nullptr || either->empty() ? schema : own(either->front());
}

std::string_view word(const json::value& schema, std::string_view name)
{
    const auto* text = member(schema, name).if_string();
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::string type_of(const json::value& schema)
{
    const auto* several = member(schema, "type").if_array();
    return std::string(several == nullptr ? word(schema, "type")
                                          : std::string_view(several->front().as_string()));
}

json::value odd_value(Random& random)
{
    switch (any(random, 10)) {
    case 0:
        return nullptr;
    case 1:
        return true;
    case 2:
        return -1;
    case 3:
        return std::numeric_limits<std::int64_t>::max();
    case 4:
        return 1e308;
    case 5:
        return json::array();
    case 6:
        return json::object();
    case 7:
        return "~unknown";
    case 8:
        return std::numeric_limits<std::uint64_t>::max();
    default:
        return json::string(some_text(random));
    }
}

json::value number(Random& random)
{
    static constexpr std::array<std::int64_t, 12> numbers = {0,  1,   2,    3,    7,  12,
                                                             31, 120, 1994, 2026, -1, 10'000};
    return numbers[any(random, numbers.size())];
}

json::value text_of(const json::value& schema, Random& random, const std::vector<std::string>& ids)
{
    const std::string_view format = word(schema, "format");
    if (format == "uuid" && !ids.empty()) return json::string(ids[any(random, ids.size())]);
    if (format == "date") {
        static constexpr std::array<std::string_view, 6> days = {"2026-11-26", "2024-02-29", "1994-07-03",
                                                                 "2031-01-31", "0001-01-01", "9999-12-31"};
        return json::string(days[any(random, days.size())]);
    }
    return json::string(some_text(random));
}

json::value make(const json::value& given, Random& random, const std::vector<std::string>& ids, int depth)
{
    const json::value& schema = own(given);
    if (any(random, 60) == 0 || depth > deepest) return odd_value(random);
    if (const auto* words = member(schema, "enum").if_array(); words != nullptr && !words->empty())
        return (*words)[any(random, words->size())];
    const std::string type = type_of(schema);
    if (type == "boolean") return any(random, 2) == 0;
    if (type == "integer") return number(random);
    if (type == "number") return static_cast<double>(any(random, 40'000)) / 100 - 200;
    if (type == "array") {
        json::array items;
        for (std::size_t count = any(random, 4); count > 0; --count)
            items.push_back(make(member(schema, "items"), random, ids, depth + 1));
        return items;
    }
    if (type != "object") return text_of(schema, random, ids);
    json::object object;
    const auto* required = member(schema, "required").if_array();
    if (const auto* properties = member(schema, "properties").if_object(); properties != nullptr)
        for (const auto& property : *properties) {
            const bool must_be = required != nullptr &&
                                 std::ranges::find(*required, json::value(property.key())) != required->end();
            if (any(random, must_be ? 80 : 2) == 0) object[property.key()] = nullptr;
            if (any(random, must_be ? 80 : 2) != 0)
                object[property.key()] = make(property.value(), random, ids, depth + 1);
        }
    return object;
}

void change_object(json::object& object, const json::value& schema, Random& random,
                   const std::vector<std::string>& ids)
{
    const auto* properties = member(schema, "properties").if_object();
    if (any(random, 4) == 0 && !object.empty()) {
        const auto gone = std::string(
            std::next(object.begin(), static_cast<std::ptrdiff_t>(any(random, object.size())))->key());
        object.erase(gone);
    } else if (any(random, 10) == 0) {
        object[some_text(random)] = odd_value(random);
    } else if (properties != nullptr && !properties->empty()) {
        const auto& property =
            *std::next(properties->begin(), static_cast<std::ptrdiff_t>(any(random, properties->size())));
        object[property.key()] = make(property.value(), random, ids, 0);
    }
}

void change_array(json::array& items, const json::value& schema, Random& random,
                  const std::vector<std::string>& ids)
{
    const auto at = [&] { return static_cast<std::ptrdiff_t>(any(random, items.size())); };
    if (items.empty() || any(random, 2) == 0)
        items.push_back(make(member(schema, "items"), random, ids, 0));
    else if (any(random, 2) == 0)
        items.erase(items.begin() + at());
    else
        items.insert(items.begin() + at(), json::value(items[static_cast<std::size_t>(at())]));
}

void change_here(json::value& value, const json::value& schema, Random& random,
                 const std::vector<std::string>& ids)
{
    if (any(random, 12) == 0)
        value = odd_value(random);
    else if (any(random, 4) == 0)
        value = make(schema, random, ids, 0);
    else if (value.is_object())
        change_object(value.get_object(), schema, random, ids);
    else if (value.is_array())
        change_array(value.get_array(), schema, random, ids);
    else if (value.is_string() && any(random, 2) == 0)
        value = json::string(changed_bytes(std::string_view(value.get_string())));
    else
        value = make(schema, random, ids, 0);
}

void change(json::value& value, const json::value& given, Random& random, const std::vector<std::string>& ids)
{
    const json::value& schema = own(given);
    if (auto* object = value.if_object(); object != nullptr && !object->empty() && any(random, 3) != 0) {
        auto inner = std::next(object->begin(), static_cast<std::ptrdiff_t>(any(random, object->size())));
        return change(inner->value(), member(member(schema, "properties"), inner->key()), random, ids);
    }
    if (auto* items = value.if_array(); items != nullptr && !items->empty() && any(random, 3) != 0)
        return change((*items)[any(random, items->size())], member(schema, "items"), random, ids);
    change_here(value, schema, random, ids);
}

} // namespace

json::value make_json(const json::value& schema, Random& random, const std::vector<std::string>& ids)
{
    return make(schema, random, ids, 0);
}

std::string change_json(std::string_view document, const json::value& schema, Random& random,
                        const std::vector<std::string>& ids)
{
    boost::system::error_code error;
    json::value value = json::parse(document, error);
    if (error || any(random, 100) == 0) return json::serialize(make_json(schema, random, ids));
    for (std::size_t times = any(random, 3) + 1; times > 0; --times)
        change(value, schema, random, ids);
    return json::serialize(value);
}

std::size_t put(std::string_view text, std::uint8_t* into, std::size_t most)
{
    const std::size_t size = std::min(text.size(), most);
    std::memcpy(into, text.data(), size);
    return size;
}

std::size_t any(Random& random, std::size_t below)
{
    return below == 0 ? 0 : static_cast<std::size_t>(random()) % below;
}

std::string changed_bytes(std::string_view text, std::size_t longest)
{
    std::string bytes(text.substr(0, longest));
    const std::size_t size = bytes.size();
    bytes.resize(longest);
    bytes.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(bytes.data()), size, longest));
    return bytes;
}

std::string some_text(Random& random)
{
    static const std::vector<std::string> texts = {"",
                                                   "a",
                                                   "Айгүл",
                                                   "Toktosunova-Asan kyzy",
                                                   "ayana",
                                                   "lantern by the river",
                                                   "2021-04",
                                                   "=1+1",
                                                   "two\nlines",
                                                   "nan",
                                                   "-0",
                                                   "\xE2\x80\xAE"
                                                   "turned",
                                                   "\xE2\x80\x8B",
                                                   "لیلا",
                                                   "oʻgʻli",
                                                   "\xF0\x9F\x98\x80",
                                                   std::string("nul\0here", 8),
                                                   "a\x1F"
                                                   "b",
                                                   "0000-0000-0000",
                                                   "123456",
                                                   "someone@example.org",
                                                   "https://example.org/",
                                                   "prs_Gender",
                                                   std::string(201, 'x'),
                                                   std::string(2100, 'y')};
    return texts[any(random, texts.size())];
}

} // namespace panoh::fuzz
