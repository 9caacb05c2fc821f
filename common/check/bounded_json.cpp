// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/bounded_json.hpp"

namespace mpm {
namespace {

/// Looked at before anything is built: brackets outside of strings, and what stands between values.
bool isWithinBounds(std::string_view text)
{
    std::size_t depth = 0;
    std::size_t values = 1;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
            continue;
        }
        inString = c == '"';
        if (c == '[' || c == '{') {
            ++depth;
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
        values += c == ',' || c == ':' || c == '[' || c == '{' ? 1 : 0;
        if (depth > deepestJson || values > mostJsonValues) {
            return false;
        }
    }
    return true;
}

} // namespace

nlohmann::json parseBounded(std::string_view text)
{
    using Json = nlohmann::json;
    return isWithinBounds(text) ? Json::parse(text, nullptr, false) : Json(Json::value_t::discarded);
}

} // namespace mpm
