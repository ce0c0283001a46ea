// Any bytes on a connection: no crash, and the same requests come out however the network cuts the bytes. The
// first byte of the input chooses the cuts.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "http/incoming.h"
#include "http/request_reader.h"
#include "http/router.h"

using namespace panoh::http;

namespace {

constexpr std::size_t body_limit = 2000;

/// Everything that a reader made of the bytes, as text: requests with their parts, and how it ended.
class Transcript {
public:
    void take(std::string_view bytes)
    {
        inbox_ += bytes;
        while (!ended_ && step()) {
        }
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    /// False when more bytes are wanted.
    bool step()
    {
        std::size_t used = 0;
        const auto state = reader_.read(inbox_, used);
        if (used > inbox_.size()) std::abort();
        inbox_.erase(0, used);
        switch (state) {
        case RequestReader::State::more:
            return false;
        case RequestReader::State::head:
            return take_head();
        case RequestReader::State::done:
            if (reader_.body_size() > body_limit) std::abort();
            text_ += "body " + reader_.take_body() + '\n';
            reader_.next();
            return true;
        case RequestReader::State::refused:
            end(reader_.refusal());
            return true;
        }
        return false;
    }
    bool take_head()
    {
        auto head = reader_.take_head();
        Request request;
        bool head_only = false;
        if (const auto refusal = read_request(head, hosts_, request, head_only)) {
            end(*refusal);
            return true;
        }
        if (request.path.find("..") != std::string::npos && request.path.find("/../") != std::string::npos)
            std::abort();
        if (request.path.find("//") != std::string::npos) std::abort();
        text_ += std::string(method_text(request.method)) + ' ' + request.path + ' ' +
                 std::string(request.cookie("s"));
        for (const auto& [name, value] : request.queries)
            text_ += '&' + name + '=' + value;
        for (const auto& [name, value] : request.headers)
            text_ += '\n' + name + ": " + value;
        text_ += request.if_match() ? "\nversion\n" : "\n";
        (void)reader_.body_limit(body_limit);
        return true;
    }
    void end(const Refusal& refusal)
    {
        ended_ = true;
        text_ += "refused " + std::to_string(refusal.status / 100);
    }

    Limits limits_ = {.header_bytes = 1000, .header_fields = 10};
    Hosts hosts_ = Hosts({}, "127.0.0.1");
    RequestReader reader_ = RequestReader(limits_);
    std::string inbox_;
    std::string text_;
    bool ended_ = false;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    const std::size_t step = data[0] % 16 + 1;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    Transcript whole;
    whole.take(bytes);
    Transcript cut;
    for (std::size_t at = 0; at < bytes.size(); at += step)
        cut.take(bytes.substr(at, step));
    if (whole.text() != cut.text()) std::abort();
    return 0;
}
