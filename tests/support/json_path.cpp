// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/json_path.hpp"

#include <algorithm>
#include <regex>
#include <stdexcept>
#include <vector>

namespace mpm::test {
namespace {

using nlohmann::json;
using Matches = std::vector<json>;

/// Takes what matches at the front of the path.
bool take(std::string& rest, const std::string& pattern, std::vector<std::string>& groups)
{
    std::smatch found;
    const std::regex expression(pattern);
    if (!std::regex_search(rest, found, expression, std::regex_constants::match_continuous)) {
        return false;
    }
    groups.assign(found.begin(), found.end());
    rest = found.suffix();
    return true;
}

Matches members(const Matches& from, const std::string& name)
{
    Matches result;
    for (const auto& each : from) {
        if (each.is_object() && each.contains(name)) {
            result.push_back(each.at(name));
        }
    }
    return result;
}

Matches elements(const Matches& from)
{
    Matches result;
    for (const auto& each : from) {
        std::copy(each.begin(), each.end(), std::back_inserter(result));
    }
    return result;
}

Matches filtered(const Matches& from, const std::string& name, bool equal, const json& wanted)
{
    Matches result;
    for (const auto& each : elements(from)) {
        if (each.is_object() && each.contains(name) && (each.at(name) == wanted) == equal) {
            result.push_back(each);
        }
    }
    return result;
}

json applied(const std::string& function, const Matches& matches)
{
    if (function == "length") {
        return matches.size();
    }
    if (matches.empty()) {
        throw std::runtime_error("no data matches the specified path");
    }
    if (function == "first") {
        return matches.front();
    }
    std::vector<double> numbers;
    std::transform(matches.begin(), matches.end(), std::back_inserter(numbers),
                   [](const json& each) { return each.get<double>(); });
    if (function == "min") {
        return *std::min_element(numbers.begin(), numbers.end());
    }
    if (function == "max") {
        return *std::max_element(numbers.begin(), numbers.end());
    }
    double sum = 0;
    for (const double number : numbers) {
        sum += number;
    }
    return sum;
}

} // namespace

json jsonPath(const json& document, const std::string& path)
{
    if (path.empty() || path.front() != '$') {
        throw std::runtime_error("a path begins with $: " + path);
    }
    auto rest = path.substr(1);
    Matches matches{document};
    bool definite = true;
    std::vector<std::string> groups;
    while (!rest.empty()) {
        if (take(rest, R"(\.(first|length|min|max|sum)\(\)$)", groups)) {
            // A definite path to an array means its elements.
            return applied(groups[1],
                           definite && !matches.empty() && matches.front().is_array() ? elements(matches) : matches);
        }
        if (take(rest, R"(\.([A-Za-z0-9_]+))", groups) || take(rest, R"(\['([^']*)'\])", groups)) {
            matches = members(matches, groups[1]);
        } else if (take(rest, R"(\[([0-9]+)\])", groups)) {
            const auto index = std::stoul(groups[1]);
            Matches next;
            for (const auto& each : matches) {
                if (each.is_array() && index < each.size()) {
                    next.push_back(each.at(index));
                }
            }
            matches = next;
        } else if (take(rest, R"(\[\*\])", groups)) {
            matches = elements(matches);
            definite = false;
        } else if (take(rest, R"(\[\?\(@\.([A-Za-z0-9_]+) *(==|!=) *'([^']*)'\)\])", groups)) {
            matches = filtered(matches, groups[1], groups[2] == "==", groups[3]);
            definite = false;
        } else if (take(rest, R"(\[\?\(@\.([A-Za-z0-9_]+) *(==|!=) *(-?[0-9.]+)\)\])", groups)) {
            matches = filtered(matches, groups[1], groups[2] == "==", std::stod(groups[3]));
            definite = false;
        } else {
            throw std::runtime_error("no such path here: " + rest + " in " + path);
        }
    }
    if (definite && matches.empty()) {
        throw std::runtime_error("no data matches the specified path: " + path);
    }
    return definite ? matches.front() : json(matches);
}

} // namespace mpm::test
