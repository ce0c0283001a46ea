#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json_types.h"
#include "core/names.h"
#include "core/result.h"
#include "core/secret.h"

namespace panoh::core {

/// Reads one JSON document into described values and notes every fault it meets, each with its place.
class JsonReader {
public:
    /// Parses the text: "json/malformed" when it is not JSON or not UTF-8, "json/too_deep" above 32
    /// levels, "json/duplicate_field" when an object names a member twice.
    [[nodiscard]] Result<boost::json::value> parse(std::string_view text);

    void read(const boost::json::value& value, bool& into);
    void read(const boost::json::value& value, int& into);
    void read(const boost::json::value& value, std::int64_t& into);
    void read(const boost::json::value& value, double& into);
    void read(const boost::json::value& value, std::string& into);
    void read(const boost::json::value& value, SecretText& into);
    void read(const boost::json::value& value, Date& into);
    void read(const boost::json::value& value, PartialDate& into);
    void read(const boost::json::value& value, Instant& into);

    template <typename Tag>
    void read(const boost::json::value& value, Id<Tag>& into)
    {
        std::string text;
        if (!text_of(value, text)) return;
        if (const auto id = parse_id<Id<Tag>>(text))
            into = *id;
        else
            fault("json/not_an_id");
    }
    template <FixedText List>
    void read(const boost::json::value& value, Coded<List>& into)
    {
        if (!text_of(value, into.code)) return;
        if (!into.list().has(into.code)) fault("json/code_unknown");
    }
    template <FixedText List>
    void read(const boost::json::value& value, Answer<List>& into)
    {
        if (!text_of(value, into.code)) return;
        if (!into.list().has(into.code) && !is_missing_reason(into.code)) fault("json/code_unknown");
    }
    template <NamedEnum E>
    void read(const boost::json::value& value, E& into)
    {
        std::string text;
        if (!text_of(value, text)) return;
        if (const auto named = from_text<E>(text))
            into = *named;
        else
            fault("json/code_unknown");
    }
    template <typename T>
    void read(const boost::json::value& value, std::optional<T>& into)
    {
        if (value.is_null()) return;
        read(value, into.emplace());
    }
    template <typename T>
    void read(const boost::json::value& value, Patch<T>& into)
    {
        into.given = true;
        read(value, into.value);
    }
    template <typename T>
    void read(const boost::json::value& value, std::vector<T>& into)
    {
        if (!value.is_array()) return fault("json/wrong_type");
        if (value.get_array().size() > most_items) return fault("json/too_many");
        std::size_t index = 0;
        for (const auto& item : value.get_array()) {
            const Place place(*this, std::to_string(index++));
            read(item, into.emplace_back());
        }
    }
    template <JsonStruct T>
    void read(const boost::json::value& value, T& into)
    {
        if (!value.is_object()) return fault("json/wrong_type");
        const auto& object = value.get_object();
        std::size_t known = 0;
        boost::mp11::mp_for_each<JsonMembers<T>>([&](auto member) {
            const Place place(*this, json_name(member.name));
            const auto* found = object.if_contains(json_name(member.name));
            if (found != nullptr) {
                ++known;
                read(*found, into.*member.pointer);
            } else if constexpr (!may_be_absent_in<T, std::remove_cvref_t<decltype(into.*member.pointer)>>) {
                fault("json/missing");
            }
        });
        if (known != object.size()) note_unknown<T>(object);
    }

    /// What was found wrong so far, as one refusal.
    [[nodiscard]] bool clean() const { return faults_.empty(); }
    [[nodiscard]] Error error() const;

private:
    static constexpr std::size_t most_items = 10'000;
    static constexpr std::size_t most_faults = 50;

    /// The name of the member or item being read, for as long as it is read.
    class Place {
    public:
        Place(JsonReader& reader, std::string_view name);
        ~Place() { reader_.path_.resize(before_); }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        JsonReader& reader_;
        std::size_t before_;
    };

    template <typename T>
    void note_unknown(const boost::json::object& object)
    {
        for (const auto& item : object) {
            bool known = false;
            boost::mp11::mp_for_each<JsonMembers<T>>(
                [&](auto member) { known = known || item.key() == json_name(member.name); });
            const Place place(*this, item.key());
            if (!known) fault("json/unknown_field");
        }
    }
    bool text_of(const boost::json::value& value, std::string& into);
    void fault(std::string_view code);

    std::string path_;
    std::vector<FieldError> faults_;
};

/// Reads `text` strictly; a refusal lists all faults (at most 50) and names the first in `code` and `field`.
template <typename T>
[[nodiscard]] Result<T> read_json(std::string_view text)
{
    JsonReader reader;
    PANOH_TRY(const boost::json::value document, reader.parse(text));
    T value = {};
    reader.read(document, value);
    if (!reader.clean()) return fail(reader.error());
    return value;
}

} // namespace panoh::core
