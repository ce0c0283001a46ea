#pragma once

// XML of an XLSX, in events. Expat reads it; only xml.cpp knows that. No document type, hence no entities.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "tables/archive.h"
#include "tables/limits.h"

namespace panoh::tables {

/// A name without its namespace prefix: writers choose prefixes freely ("row", "x:row").
[[nodiscard]] std::string_view local_name(std::string_view name);

/// Attributes of an element, for as long as its event lasts.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    /// By local name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    /// Whether a flag is set: "1" or "true".
    [[nodiscard]] bool is_set(std::string_view name) const;

private:
    const char** pairs_;
};

/// What reads a part: its elements come in order, with the depth they stand at (the root at 1). After
/// `refuse` or `stop` no further event comes.
class XmlReader {
public:
    XmlReader() = default;
    virtual ~XmlReader() = default;
    XmlReader(const XmlReader&) = delete;
    XmlReader& operator=(const XmlReader&) = delete;

    virtual void opened(std::string_view name, const XmlAttributes& attributes, std::size_t depth) = 0;
    virtual void closed(std::string_view name, std::size_t depth) = 0;
    /// A piece of text; one text may come in many.
    virtual void text(std::string_view) {}
    /// Where the reader is now, for refusals.
    [[nodiscard]] virtual std::string place() const = 0;

    [[nodiscard]] bool stopped() const { return stopped_; }
    [[nodiscard]] const std::optional<core::Error>& refusal() const { return refusal_; }
    /// Ends with a refusal at `place()`.
    void refuse_here(std::string_view code);

protected:
    /// Ends quietly: nothing more is wanted.
    void stop() { stopped_ = true; }

private:
    bool stopped_ = false;
    std::optional<core::Error> refusal_;
};

/// Reads a part. Refuses, at the reader's place, what the reader refuses, what `Archive::read` refuses, and
/// tables/broken (no well-formed XML, or more of it at a time than limits.parser_bytes hold), tables/doctype,
/// tables/too_deep.
[[nodiscard]] core::Done read_xml(const Archive& archive, const Part& part, const Limits& limits,
                                  XmlReader& reader);

} // namespace panoh::tables
