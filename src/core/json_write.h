#pragma once

#include <string>
#include <string_view>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json_types.h"
#include "core/names.h"
#include "core/secret.h"

namespace panoh::core {

/// Writes described values straight into text, without a document in between. Empty optionals become null,
/// empty patches are left out.
class JsonWriter {
public:
    void write(bool value) { out_ += value ? "true" : "false"; }
    void write(int value) { write(static_cast<std::int64_t>(value)); }
    void write(std::int64_t value);
    void write(double value);
    void write(std::string_view text);
    void write(const std::string& text) { write(std::string_view(text)); }
    void write(const char* text) { write(std::string_view(text)); }
    void write(const SecretText& text) { write(text.reveal()); }
    void write(const Date& date) { write(std::string_view(to_string(date))); }
    void write(const PartialDate& date);
    void write(const Instant& instant) { write(std::string_view(to_string(instant))); }
    void write(const RawJson& json) { out_ += json.text.empty() ? "null" : json.text; }
    template <typename Tag>
    void write(const Id<Tag>& id)
    {
        write(std::string_view(to_string(id)));
    }
    template <FixedText List>
    void write(const Coded<List>& coded)
    {
        write(std::string_view(coded.code));
    }
    template <FixedText List>
    void write(const Answer<List>& answer)
    {
        write(std::string_view(answer.code));
    }
    template <NamedEnum E>
    void write(E value)
    {
        write(to_text(value));
    }
    template <typename T>
    void write(const std::optional<T>& maybe)
    {
        if (maybe)
            write(*maybe);
        else
            out_ += "null";
    }
    template <typename T>
    void write(const std::vector<T>& items)
    {
        out_ += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) out_ += ',';
            first = false;
            if constexpr (std::is_same_v<T, bool>)
                write(static_cast<bool>(item));
            else
                write(item);
        }
        out_ += ']';
    }
    template <JsonStruct T>
    void write(const T& value)
    {
        out_ += '{';
        bool first = true;
        boost::mp11::mp_for_each<JsonMembers<T>>([&](auto member) {
            const auto& field = value.*member.pointer;
            if constexpr (IsPatch<std::remove_cvref_t<decltype(field)>>::value) {
                if (!field.given) return;
            }
            if (!first) out_ += ',';
            first = false;
            out_ += '"';
            out_ += json_name(member.name);
            out_ += "\":";
            if constexpr (IsPatch<std::remove_cvref_t<decltype(field)>>::value)
                write(field.value);
            else
                write(field);
        });
        out_ += '}';
    }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    std::string out_;
};

template <typename T>
[[nodiscard]] std::string write_json(const T& value)
{
    JsonWriter writer;
    writer.write(value);
    return writer.take();
}

} // namespace panoh::core
