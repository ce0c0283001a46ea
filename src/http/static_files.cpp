#include "http/static_files.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/text.h"
#include "http/compress.h"
#include "http/headers.h"

namespace panoh::http {

namespace {

namespace fs = std::filesystem;

using Extension = std::pair<std::string_view, std::string_view>;
constexpr std::array<Extension, 20> types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".geojson", "application/geo+json"},
    {".topojson", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".pdf", "application/pdf"},
    {".wasm", "application/wasm"},
}};

std::string_view type_of(const fs::path& path)
{
    const auto extension = lower(path.extension().string());
    for (const auto& [known, type] : types)
        if (known == extension) return type;
    return "application/octet-stream";
}

std::optional<std::string> read_whole(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// FNV-1a: tells one version of a file from the next, which is all an ETag has to do.
std::string fingerprint(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    return fmt::format("{:016x}", hash);
}

bool has_tag(std::string_view list, std::string_view tag)
{
    return !list.empty() && (trimmed(list) == "*" || list.find(tag) != std::string_view::npos);
}

/// "'sha256-a' 'sha256-b'" of a file with one hash a line, quoted or not; anything else in it is left out.
std::string hashes_in(std::string_view text)
{
    std::string hashes;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == '\''))
            line.remove_suffix(1);
        if (line.starts_with('\'')) line.remove_prefix(1);
        if (!line.starts_with("sha256-") || line.find_first_of(" ;,'\"") != std::string_view::npos) continue;
        if (!hashes.empty()) hashes += ' ';
        hashes += '\'' + std::string(line) + '\'';
    }
    return hashes;
}

} // namespace

struct StaticFiles::Files {
    struct File {
        std::string_view type;
        std::string hash;
        std::string plain;
        std::optional<std::string> brotli;
        std::optional<std::string> gzip;
    };
    std::map<std::string, File, std::less<>> by_path;
    std::string policy = page_policy({});
    std::string version;

    /// False when a file cannot be read.
    bool add(const fs::path& folder, const fs::path& path);
    [[nodiscard]] const File* find(std::string_view path) const;
};

bool StaticFiles::Files::add(const fs::path& folder, const fs::path& path)
{
    auto content = read_whole(path);
    if (!content) return false;
    auto name = '/' + path.lexically_relative(folder).generic_string();
    if (name == "/csp.txt") {
        policy = page_policy(hashes_in(*content));
        return true;
    }
    if (name == "/version.txt") {
        version = core::trim(*content);
        return true;
    }
    auto original = path;
    original.replace_extension();
    const bool is_variant =
        (path.extension() == ".br" || path.extension() == ".gz") && fs::is_regular_file(original);
    if (is_variant) {
        name.resize(name.size() - 3);
        (path.extension() == ".br" ? by_path[name].brotli : by_path[name].gzip) = std::move(*content);
        return true;
    }
    auto& file = by_path[name];
    file.type = type_of(path);
    file.hash = fingerprint(*content);
    file.plain = std::move(*content);
    return true;
}

const StaticFiles::Files::File* StaticFiles::Files::find(std::string_view path) const
{
    if (const auto found = by_path.find(path); found != by_path.end()) return &found->second;
    // The app routes its own screens; a name with an extension is a file that is not there.
    const auto last = path.substr(path.rfind('/') + 1);
    if (path == "/api" || path.starts_with("/api/") || last.find('.') != std::string_view::npos)
        return nullptr;
    const auto index = by_path.find("/index.html");
    return index == by_path.end() ? nullptr : &index->second;
}

StaticFiles::StaticFiles() : files_(std::make_unique<Files>()) {}
StaticFiles::StaticFiles(StaticFiles&&) noexcept = default;
StaticFiles& StaticFiles::operator=(StaticFiles&&) noexcept = default;
StaticFiles::~StaticFiles() = default;

core::Result<StaticFiles> StaticFiles::load(const std::string& folder)
{
    StaticFiles result;
    if (folder.empty()) return result;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->is_regular_file() && !result.files_->add(folder, entry->path()))
            return core::fail(core::ErrorKind::not_found, "http/no_web_folder");
    if (error) return core::fail(core::ErrorKind::not_found, "http/no_web_folder");
    return result;
}

std::optional<Response> StaticFiles::serve(const Request& request) const
{
    if (request.method != Method::get) return std::nullopt;
    const auto* file = files_->find(request.path);
    if (file == nullptr) return std::nullopt;

    const auto accepted = request.header("accept-encoding");
    const std::string* body = &file->plain;
    std::string_view coding;
    if (file->brotli && accepts(accepted, "br")) {
        body = &*file->brotli;
        coding = "br";
    } else if (file->gzip && accepts(accepted, "gzip")) {
        body = &*file->gzip;
        coding = "gzip";
    }
    // Each coding is a representation of its own, so its tag differs (RFC 9110 section 8.8.3.3).
    const auto tag = fmt::format("\"{}{}{}\"", file->hash, coding.empty() ? "" : "-", coding);
    Response response;
    response.with("ETag", tag);
    if (file->brotli || file->gzip) response.with("Vary", "Accept-Encoding");
    if (request.path.starts_with("/_app/immutable/"))
        response.with("Cache-Control", "public, max-age=31536000, immutable");
    else if (file->type.starts_with("text/html") && !files_->version.empty())
        response.with("Cache-Control", "public, max-age=86400");
    if (has_tag(request.header("if-none-match"), tag)) {
        response.status = 304;
        return response;
    }
    if (!coding.empty()) response.with("Content-Encoding", std::string(coding));
    response.content_type = file->type;
    response.body = *body;
    return response;
}

const std::string& StaticFiles::version() const
{
    return files_->version;
}

const std::string& StaticFiles::content_security_policy() const
{
    return files_->policy;
}

} // namespace panoh::http
