#include "core/json_read.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_set>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include "core/text.h"

namespace panoh::core {
namespace {

/// Builds the document and refuses repeated members: the stock parser silently keeps the last one.
class Handler {
public:
    static constexpr std::size_t max_object_size = 10'000;
    static constexpr std::size_t max_array_size = 100'000;
    static constexpr std::size_t max_key_size = 256;
    static constexpr std::size_t max_string_size = 1024 * 1024;

    using Code = boost::json::error_code;
    bool on_document_begin(Code& /*error*/) { return true; }
    bool on_document_end(Code& /*error*/) { return true; }
    bool on_object_begin(Code& /*error*/)
    {
        keys_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t size, Code& /*error*/)
    {
        keys_.pop_back();
        stack.push_object(size);
        return true;
    }
    bool on_array_begin(Code& /*error*/) { return true; }
    bool on_array_end(std::size_t size, Code& /*error*/)
    {
        stack.push_array(size);
        return true;
    }
    bool on_key_part(boost::json::string_view part, std::size_t /*size*/, Code& /*error*/)
    {
        key_ += part;
        stack.push_chars(part);
        return true;
    }
    bool on_key(boost::json::string_view part, std::size_t /*size*/, Code& /*error*/)
    {
        key_ += part;
        if (!keys_.back().insert(key_).second && repeated.empty()) repeated = key_;
        key_.clear();
        stack.push_key(part);
        return true;
    }
    bool on_string_part(boost::json::string_view part, std::size_t /*size*/, Code& /*error*/)
    {
        stack.push_chars(part);
        return true;
    }
    bool on_string(boost::json::string_view part, std::size_t /*size*/, Code& /*error*/)
    {
        stack.push_string(part);
        return true;
    }
    bool on_number_part(boost::json::string_view /*part*/, Code& /*error*/)
    {
        return false; // a document is given whole
    }
    bool on_int64(std::int64_t number, boost::json::string_view /*text*/, Code& /*error*/)
    {
        stack.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, boost::json::string_view /*text*/, Code& /*error*/)
    {
        stack.push_uint64(number);
        return true;
    }
    bool on_double(double number, boost::json::string_view text, Code& /*error*/)
    {
        // The parser's own number is off by a last digit now and then; it stays where it is too large.
        (void)std::from_chars(text.data(), text.data() + text.size(), number);
        stack.push_double(number);
        return true;
    }
    bool on_bool(bool value, Code& /*error*/)
    {
        stack.push_bool(value);
        return true;
    }
    bool on_null(Code& /*error*/)
    {
        stack.push_null();
        return true;
    }
    bool on_comment_part(boost::json::string_view /*part*/, Code& /*error*/) { return false; }
    bool on_comment(boost::json::string_view /*part*/, Code& /*error*/) { return false; }

    boost::json::value_stack stack;
    std::string repeated;

private:
    std::vector<std::unordered_set<std::string>> keys_;
    std::string key_;
};

boost::json::parse_options limits()
{
    boost::json::parse_options options;
    options.max_depth = 32;
    return options;
}

} // namespace

Result<boost::json::value> JsonReader::parse(std::string_view text)
{
    boost::json::basic_parser<Handler> parser(limits());
    auto& handler = parser.handler();
    handler.stack.reset();
    boost::json::error_code error;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    if (error == boost::json::error::too_deep) return fail(ErrorKind::malformed, "json/too_deep");
    const bool rest_blank = text.find_first_not_of(" \t\r\n", used) == std::string_view::npos;
    if (error || !parser.done() || !rest_blank) return fail(ErrorKind::malformed, "json/malformed");
    if (!handler.repeated.empty())
        return fail(Error{.kind = ErrorKind::invalid,
                          .code = "json/duplicate_field",
                          .field = handler.repeated,
                          .faults = {{"json/duplicate_field", handler.repeated}}});
    return handler.stack.release();
}

JsonReader::Place::Place(JsonReader& reader, std::string_view name)
    : reader_(reader), before_(reader.path_.size())
{
    if (!reader_.path_.empty()) reader_.path_ += '/';
    // A caller's own member name may come back in the answer: keep it short and printable.
    for (const char c : name.substr(0, 64))
        reader_.path_ += (c < ' ' || c == '/' || c == '\x7f') ? '_' : c;
}

void JsonReader::fault(std::string_view code)
{
    if (faults_.size() < most_faults) faults_.push_back({std::string(code), path_});
}

Error JsonReader::error() const
{
    return {.kind = ErrorKind::invalid,
            .code = faults_.front().code,
            .field = faults_.front().field,
            .faults = faults_};
}

bool JsonReader::text_of(const boost::json::value& value, std::string& into)
{
    if (!value.is_string()) {
        fault("json/wrong_type");
        return false;
    }
    const auto& text = value.get_string();
    into.assign(text.data(), text.size());
    if (into.find('\0') == std::string::npos) return true;
    fault("json/character_not_allowed");
    return false;
}

void JsonReader::read(const boost::json::value& value, bool& into)
{
    if (value.is_bool())
        into = value.get_bool();
    else
        fault("json/wrong_type");
}

void JsonReader::read(const boost::json::value& value, std::int64_t& into)
{
    if (value.is_int64())
        into = value.get_int64();
    else if (value.is_uint64())
        fault("json/out_of_range");
    else
        fault("json/wrong_type");
}

void JsonReader::read(const boost::json::value& value, int& into)
{
    std::int64_t wide = 0;
    const std::size_t before = faults_.size();
    read(value, wide);
    if (faults_.size() != before) return;
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
        fault("json/out_of_range");
    else
        into = static_cast<int>(wide);
}

void JsonReader::read(const boost::json::value& value, double& into)
{
    if (!value.is_number()) return fault("json/wrong_type");
    into = value.to_number<double>() + 0.0; // no zero below zero, which would read as another text
    if (!std::isfinite(into)) fault("json/out_of_range");
}

void JsonReader::read(const boost::json::value& value, std::string& into)
{
    text_of(value, into);
}

void JsonReader::read(const boost::json::value& value, SecretText& into)
{
    std::string text;
    if (text_of(value, text)) into = SecretText(std::move(text));
}

void JsonReader::read(const boost::json::value& value, Date& into)
{
    std::string text;
    if (!text_of(value, text)) return;
    if (const auto date = parse_date(text))
        into = *date;
    else
        fault("json/date_impossible");
}

void JsonReader::read(const boost::json::value& value, Instant& into)
{
    std::string text;
    if (!text_of(value, text)) return;
    if (const auto instant = parse_instant(text))
        into = *instant;
    else
        fault("json/not_an_instant");
}

void JsonReader::read(const boost::json::value& value, PartialDate& into)
{
    if (!value.is_object()) return fault("json/wrong_type");
    const std::size_t before = faults_.size();
    for (const auto& item : value.get_object()) {
        const Place place(*this, item.key());
        if (item.key() == "year")
            read(item.value(), into.year);
        else if (item.key() == "month")
            read(item.value(), into.month);
        else if (item.key() == "day")
            read(item.value(), into.day);
        else
            fault("json/unknown_field");
    }
    if (faults_.size() != before) return;
    if (const auto part = fault_in(into)) {
        const Place place(*this, *part);
        fault("json/date_impossible");
    }
}

} // namespace panoh::core
