// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/response.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"

namespace mpm {
namespace {

using Result = std::optional<std::variant<HttpResponse, HttpFault>>;

struct Header {
    HttpResponse response;
    std::optional<std::size_t> length;
    bool chunked = false;
    bool sound = false;
};

std::string_view takeLine(std::string_view& rest)
{
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

Header readHeader(std::string_view text)
{
    Header header;
    const auto statusLine = takeLine(text);
    if (!statusLine.starts_with("HTTP/1.") || statusLine.size() < 12) {
        return header;
    }
    const auto status = parseWhole<int>(statusLine.substr(9, 3));
    header.sound = status && *status >= 100 && *status <= 599;
    header.response.status = status.value_or(0);
    while (!text.empty()) {
        const auto line = takeLine(text);
        const auto colon = line.find(':');
        const auto value = colon == std::string_view::npos ? std::string_view() : trim(line.substr(colon + 1));
        const auto name = line.substr(0, colon);
        if (equalIgnoringCase(name, "Content-Type")) {
            header.response.contentType = toLower(trim(value.substr(0, value.find(';'))));
        } else if (equalIgnoringCase(name, "Location")) {
            header.response.location = value;
        } else if (equalIgnoringCase(name, "Content-Length")) {
            header.length = parseWhole<std::size_t>(value);
            header.sound = header.sound && header.length;
        } else if (equalIgnoringCase(name, "Transfer-Encoding")) {
            header.chunked = equalIgnoringCase(value, "chunked");
            header.sound = header.sound && header.chunked;
        }
    }
    return header;
}

/// RFC 9112 section 7.1. Nothing while the last chunk has not come.
Result readChunks(HttpResponse response, std::string_view rest, std::size_t longestBody)
{
    while (true) {
        const auto lineEnd = rest.find('\n');
        if (lineEnd == std::string_view::npos) {
            return std::nullopt;
        }
        const auto line = takeLine(rest);
        const auto size = parseWhole<std::size_t>(trim(line.substr(0, line.find(';'))), 16);
        if (!size) {
            return HttpFault{"a chunk has no length"};
        }
        if (*size > longestBody || response.body.size() + *size > longestBody) {
            return HttpFault{"the body is longer than " + std::to_string(longestBody) + " octets"};
        }
        if (*size == 0) {
            return response;
        }
        if (rest.size() < *size) {
            return std::nullopt;
        }
        response.body += rest.substr(0, *size);
        rest.remove_prefix(*size);
        takeLine(rest);
    }
}

} // namespace

Result readHttpResponse(std::string_view octets, bool ended, std::size_t longestBody)
{
    auto headerEnd = octets.find("\r\n\r\n");
    std::size_t gap = 4;
    if (const auto bare = octets.find("\n\n"); bare < headerEnd) {
        headerEnd = bare;
        gap = 2;
    }
    if (headerEnd == std::string_view::npos) {
        if (octets.size() > longestHttpHeader) {
            return HttpFault{"the header does not end"};
        }
        return ended ? Result(HttpFault{octets.empty() ? "the server closed without an answer"
                                                       : "\"" + harmless(octets, 60) + "\" is no HTTP response"})
                     : std::nullopt;
    }
    auto header = readHeader(octets.substr(0, headerEnd));
    if (!header.sound) {
        return HttpFault{"\"" + harmless(octets, 60) + "\" is no HTTP/1.1 response"};
    }
    const auto rest = octets.substr(headerEnd + gap);
    Result result;
    if (header.chunked) {
        result = readChunks(header.response, rest, longestBody);
    } else if (header.length.value_or(rest.size()) > longestBody) {
        return HttpFault{"the body is longer than " + std::to_string(longestBody) + " octets"};
    } else if (header.length ? rest.size() >= *header.length : ended) {
        header.response.body = rest.substr(0, header.length.value_or(rest.size()));
        return header.response;
    }
    return !result && ended ? Result(HttpFault{"the answer was cut off"}) : result;
}

} // namespace mpm
