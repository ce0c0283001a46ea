#include "tables/xml.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <utility>

#include <expat.h>

#include "tables/refusal.h"

namespace panoh::tables {

namespace {

/// What one parser may still take. Expat keeps every name it meets and every piece of markup that has not
/// ended yet; its allocations are counted, because a hostile file may consist of nothing else. Expat hands
/// its allocator nothing of ours, hence one count a thread.
thread_local std::size_t parser_bytes_left = 0;

/// The count of one parse. Whoever takes a row may read another file meanwhile: the count of this one waits.
class Allowance {
public:
    explicit Allowance(std::size_t bytes) : before_(std::exchange(parser_bytes_left, bytes)) {}
    ~Allowance() { parser_bytes_left = before_; }
    Allowance(const Allowance&) = delete;
    Allowance& operator=(const Allowance&) = delete;

private:
    std::size_t before_;
};

struct alignas(std::max_align_t) Block {
    std::size_t size;
};

void* take(std::size_t size)
{
    if (size > parser_bytes_left) return nullptr;
    auto* block = static_cast<Block*>(std::malloc(sizeof(Block) + size));
    if (block == nullptr) return nullptr;
    parser_bytes_left -= size;
    block->size = size;
    return block + 1;
}

void give_back(void* memory)
{
    if (memory == nullptr) return;
    Block* block = static_cast<Block*>(memory) - 1;
    parser_bytes_left += block->size;
    std::free(block);
}

void* take_again(void* memory, std::size_t size)
{
    void* larger = take(size);
    if (larger == nullptr || memory == nullptr) return larger;
    const std::size_t before = (static_cast<Block*>(memory) - 1)->size;
    std::memcpy(larger, memory, before < size ? before : size);
    give_back(memory);
    return larger;
}

constexpr XML_Memory_Handling_Suite counted = {take, take_again, give_back};

/// One parse: what the C functions below get. Exceptions must not cross Expat's frames; they wait here.
class Parse {
public:
    Parse(const Limits& limits, XmlReader& reader)
        : limits_(limits), reader_(reader), allowance_(limits.parser_bytes)
    {
        parser_.reset(XML_ParserCreate_MM(nullptr, &counted, nullptr));
        if (!parser_) throw std::bad_alloc();
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_open, on_close);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    }

    /// False when it is over, with or without a refusal.
    [[nodiscard]] bool feed(std::string_view piece, bool last)
    {
        const auto state = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                                     last ? XML_TRUE : XML_FALSE);
        if (thrown_) std::rethrow_exception(thrown_);
        if (state != XML_STATUS_OK && !reader_.stopped()) reader_.refuse_here("tables/broken");
        return state == XML_STATUS_OK && !reader_.stopped();
    }

private:
    struct Freed {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };

    /// Calls the reader unless it has stopped, and ends the parse when it does.
    template <typename Use>
    void call(Use use)
    {
        if (reader_.stopped() || thrown_) return;
        try {
            use();
        } catch (...) {
            thrown_ = std::current_exception();
        }
        if (reader_.stopped() || thrown_) XML_StopParser(parser_.get(), XML_FALSE);
    }
    static void on_open(void* self, const char* name, const char** attributes)
    {
        auto& parse = *static_cast<Parse*>(self);
        ++parse.depth_;
        parse.call([&] {
            if (parse.depth_ > parse.limits_.depth) return parse.reader_.refuse_here("tables/too_deep");
            parse.reader_.opened(local_name(name), XmlAttributes(attributes), parse.depth_);
        });
    }
    static void on_close(void* self, const char* name)
    {
        auto& parse = *static_cast<Parse*>(self);
        parse.call([&] { parse.reader_.closed(local_name(name), parse.depth_); });
        --parse.depth_;
    }
    static void on_text(void* self, const char* text, int size)
    {
        auto& parse = *static_cast<Parse*>(self);
        parse.call([&] { parse.reader_.text({text, static_cast<std::size_t>(size)}); });
    }
    static void on_doctype(void* self, const char*, const char*, const char*, int)
    {
        auto& parse = *static_cast<Parse*>(self);
        parse.call([&] { parse.reader_.refuse_here("tables/doctype"); });
    }

    const Limits& limits_;
    XmlReader& reader_;
    Allowance allowance_;
    std::unique_ptr<XML_ParserStruct, Freed> parser_; // gives its memory back before the allowance ends
    std::size_t depth_ = 0;
    std::exception_ptr thrown_;
};

} // namespace

std::string_view local_name(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const
{
    for (const char** pair = pairs_; *pair != nullptr; pair += 2)
        if (local_name(pair[0]) == name) return pair[1];
    return std::nullopt;
}

bool XmlAttributes::is_set(std::string_view name) const
{
    const auto value = find(name);
    return value && (*value == "1" || *value == "true");
}

void XmlReader::refuse_here(std::string_view code)
{
    refusal_ = refuse(code, place()).value();
    stopped_ = true;
}

core::Done read_xml(const Archive& archive, const Part& part, const Limits& limits, XmlReader& reader)
{
    Parse parse(limits, reader);
    auto read = archive.read(part, [&](std::string_view piece) { return parse.feed(piece, false); });
    if (!read) {
        read.error().field = reader.place();
        return read;
    }
    if (!reader.stopped()) (void)parse.feed({}, true);
    if (reader.refusal()) return core::fail(*reader.refusal());
    return {};
}

} // namespace panoh::tables
