#pragma once

// Markup that cannot be forgotten to escape: text goes in by `text()`, and there is no way for a run-time
// string to become markup. Well-formed by construction: an element ends with the guard that opened it.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace panoh::portal {

/// What a page may lead to or load: http, https, mailto, a path of our own, a place on the same page. No
/// other scheme, no control character, no white space, no backslash.
[[nodiscard]] bool is_safe_address(std::string_view address);

/// The name of an element or attribute: known when the program is built.
class Name {
public:
    template <std::size_t N>
    consteval Name(const char (&text)[N]) : text_(text, N - 1) // NOLINT(google-explicit-constructor)
    {
        for (const char letter : text_)
            if (!((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
                  letter == ':'))
                throw "not a name";
    }
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// Markup written in the source: a drawing, a style sheet.
class Literal {
public:
    template <std::size_t N>
    consteval Literal(const char (&text)[N]) : text_(text, N - 1) // NOLINT(google-explicit-constructor)
    {
    }
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// Finished markup. Only `Html` makes it.
class Markup {
public:
    Markup() = default;
    [[nodiscard]] const std::string& text() const& { return text_; }
    [[nodiscard]] std::string text() && { return std::move(text_); }
    [[nodiscard]] bool empty() const { return text_.empty(); }

private:
    friend class Html;
    explicit Markup(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// One attribute; its value is escaped where it is written. What takes an address or a style is made by the
/// functions below and by nothing else.
class Attribute {
public:
    /// Throws while building for names that hold addresses, styles or scripts.
    class PlainName : public Name {
    public:
        template <std::size_t N>
        consteval PlainName(const char (&text)[N]) : Name(text) // NOLINT(google-explicit-constructor)
        {
            const std::string_view name(text, N - 1);
            if (name == "href" || name == "src" || name == "srcset" || name == "style" || name == "action" ||
                name == "formaction" || name == "ping" || name == "data" || name == "poster" ||
                name.starts_with("on"))
                throw "has a function of its own";
        }
    };
    Attribute(PlainName name, std::string_view value) : name_(name.text()), value_(value) {}
    Attribute(PlainName name, std::int64_t value) : name_(name.text()), value_(std::to_string(value)) {}

private:
    friend class Html;
    friend Attribute href(std::string_view address);
    friend Attribute source(std::string_view address);
    friend Attribute picture_within(std::string_view media_type, std::string_view base64);
    friend Attribute style(Literal declarations);
    struct Checked {};
    Attribute(Checked /*by its function*/, std::string_view name, std::string value)
        : name_(name), value_(std::move(value))
    {
    }
    std::string_view name_ = {}; ///< empty: nothing is written
    std::string value_ = {};
};

/// Where a link leads; nothing is written for an address that is not safe, so that it is no link.
[[nodiscard]] Attribute href(std::string_view address);
/// What is loaded: a path of our own, nothing from elsewhere.
[[nodiscard]] Attribute source(std::string_view address);
/// A picture inside the document, for paper.
[[nodiscard]] Attribute picture_within(std::string_view media_type, std::string_view base64);
/// For mail, whose readers know no style sheet.
[[nodiscard]] Attribute style(Literal declarations);

class Html {
public:
    enum class Syntax { html, xml };
    explicit Html(Syntax syntax = Syntax::html) : syntax_(syntax) { text_.reserve(32 * 1024); }
    Html(const Html&) = delete;
    Html& operator=(const Html&) = delete;

    /// Ends its element when it goes.
    class Element {
    public:
        Element(Element&& other) noexcept : html_(std::exchange(other.html_, nullptr)), name_(other.name_) {}
        Element(const Element&) = delete;
        Element& operator=(const Element&) = delete;
        Element& operator=(Element&&) = delete;
        ~Element()
        {
            if (html_ != nullptr) html_->close(name_);
        }

    private:
        friend class Html;
        Element(Html& html, std::string_view name) : html_(&html), name_(name) {}
        Html* html_;
        std::string_view name_;
    };

    [[nodiscard]] Element open(Name name, std::initializer_list<Attribute> attributes = {});
    /// An element without content: img, meta, link.
    void empty(Name name, std::initializer_list<Attribute> attributes = {});
    /// An element that holds text and nothing else.
    void element(Name name, std::string_view text) { element(name, {}, text); }
    void element(Name name, std::initializer_list<Attribute> attributes, std::string_view text);
    void text(std::string_view text);
    void add(const Markup& markup) { text_ += markup.text_; }
    void add(Literal literal) { text_ += literal.text(); }
    /// What was written; the builder is empty afterwards.
    [[nodiscard]] Markup done() { return Markup(std::exchange(text_, {})); }

private:
    void begin(Name name, std::initializer_list<Attribute> attributes);
    void close(std::string_view name);
    std::string text_;
    Syntax syntax_;
};

} // namespace panoh::portal
