#pragma once

#include <string>
#include <string_view>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json_types.h"
#include "core/json_write.h"
#include "core/names.h"
#include "core/secret.h"

namespace panoh::core {

/// JSON Schema (2020-12, as OpenAPI 3.1 uses it) of a described type, from the same description that reads
/// and writes.
class JsonSchema {
public:
    template <typename T>
    static std::string of()
    {
        if constexpr (IsOptional<T>::value)
            return nullable(of<typename T::value_type>());
        else if constexpr (IsPatch<T>::value)
            return of<decltype(T::value)>();
        else if constexpr (IsList<T>::value)
            return R"({"type":"array","items":)" + of<typename T::value_type>() + "}";
        else if constexpr (NamedEnum<T>)
            return enumeration<T>();
        else if constexpr (JsonStruct<T>)
            return object<T>();
        else
            return simple(static_cast<const T*>(nullptr));
    }

private:
    static std::string simple(const bool*) { return R"({"type":"boolean"})"; }
    static std::string simple(const int*) { return R"({"type":"integer","format":"int32"})"; }
    static std::string simple(const std::int64_t*) { return R"({"type":"integer","format":"int64"})"; }
    static std::string simple(const double*) { return R"({"type":"number"})"; }
    static std::string simple(const std::string*) { return R"({"type":"string"})"; }
    static std::string simple(const SecretText*) { return R"({"type":"string"})"; }
    static std::string simple(const Date*) { return R"({"type":"string","format":"date"})"; }
    static std::string simple(const Instant*) { return R"({"type":"string","format":"date-time"})"; }
    static std::string simple(const RawJson*) { return "{}"; }
    static std::string simple(const PartialDate*)
    {
        return R"({"type":"object","properties":{"year":{"type":["integer","null"]},"month":{"type":["integer","null"]},)"
               R"("day":{"type":["integer","null"]}},"additionalProperties":false})";
    }
    template <typename Tag>
    static std::string simple(const Id<Tag>*)
    {
        return R"({"type":"string","format":"uuid"})";
    }
    template <FixedText List>
    static std::string simple(const Coded<List>*)
    {
        return R"({"type":"string","enum":)" + write_json(code_list(List.view()).codes) + "}";
    }
    template <FixedText List>
    static std::string simple(const Answer<List>*)
    {
        auto codes = code_list(List.view()).codes;
        codes.insert(codes.end(), missing_reasons.begin(), missing_reasons.end());
        return R"({"type":"string","enum":)" + write_json(codes) + "}";
    }
    template <typename E>
    static std::string enumeration()
    {
        std::vector<std::string> words;
        for (const auto& named : Names<E>::all)
            words.emplace_back(named.text);
        return R"({"type":"string","enum":)" + write_json(words) + "}";
    }
    template <typename T>
    static std::string object()
    {
        std::string properties;
        std::vector<std::string> required;
        boost::mp11::mp_for_each<JsonMembers<T>>([&](auto member) {
            using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
            if (!properties.empty()) properties += ',';
            properties += '"';
            properties += json_name(member.name);
            properties += "\":";
            properties += of<Member>();
            if constexpr (!may_be_absent_in<T, Member>) required.emplace_back(json_name(member.name));
        });
        return R"({"type":"object","properties":{)" + properties + R"(},"required":)" + write_json(required) +
               R"(,"additionalProperties":false})";
    }
    static std::string nullable(const std::string& schema)
    {
        return R"({"anyOf":[)" + schema + R"(,{"type":"null"}]})";
    }
};

template <typename T>
[[nodiscard]] std::string json_schema()
{
    return JsonSchema::of<T>();
}

} // namespace panoh::core
