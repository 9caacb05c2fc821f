// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/reply_texts.hpp"

#include "check/ascii.hpp"
#include "smtp/reply_parser.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace mpm::test {
namespace {

std::vector<std::string> parts(const std::string& text, const std::string& mark)
{
    std::vector<std::string> all;
    std::size_t from = 0;
    for (auto end = text.find(mark); end != std::string::npos; end = text.find(mark, from)) {
        all.emplace_back(trim(std::string_view(text).substr(from, end - from)));
        from = end + mark.size();
    }
    all.emplace_back(trim(std::string_view(text).substr(from)));
    return all;
}

/// Lines are joined by " / " where a code follows.
std::vector<std::string> linesOf(const std::string& reply)
{
    std::vector<std::string> lines;
    for (const auto& part : parts(reply, " / ")) {
        const bool begins = part.size() > 3 && std::all_of(part.begin(), part.begin() + 3, isDigit) &&
                            (part[3] == '-' || part[3] == ' ');
        if (begins || lines.empty()) {
            lines.push_back(part);
        } else {
            lines.back() += " / " + part;
        }
    }
    return lines;
}

Step stepOf(const std::string& name)
{
    for (const auto step :
         {Step::Greeting, Step::Ehlo, Step::StartTls, Step::Auth, Step::Mail, Step::Rcpt, Step::Data, Step::Message}) {
        if (toString(step) == name) {
            return step;
        }
    }
    throw std::runtime_error("no step: " + name);
}

ReplyText rowOf(const std::string& line, const std::string& place)
{
    const auto columns = parts(line, " | ");
    if (columns.size() != 5) {
        throw std::runtime_error(place + ": not five columns");
    }
    ReplyText row;
    row.place = place + columns[1];
    row.step = stepOf(columns[0]);
    row.lines = linesOf(columns[1]);
    row.cause = columns[2];
    row.first = columns[3];
    for (const auto& phrase : parts(columns[4], "+")) {
        if (phrase.starts_with('!')) {
            row.avoids.push_back(phrase.substr(1));
        } else {
            row.mentions.push_back(parts(phrase, "/"));
        }
    }
    return row;
}

} // namespace

std::string ReplyText::onWire() const
{
    std::string octets;
    for (const auto& line : lines) {
        octets += line + "\r\n";
    }
    return octets;
}

Reply ReplyText::reply() const
{
    ReplyParser parser;
    parser.feed(onWire());
    return std::get<Reply>(parser.next().value());
}

std::string ReplyText::misfit(const std::string& remedy) const
{
    const auto text = toLower(remedy);
    const auto has = [&](const std::string& phrase) { return text.find(phrase) != std::string::npos; };
    std::string wrong;
    for (const auto& phrases : mentions) {
        if (std::none_of(phrases.begin(), phrases.end(), has)) {
            wrong += "no word of " + join(phrases, ", ") + "; ";
        }
    }
    for (const auto& phrase : avoids) {
        wrong += has(phrase) ? "speaks of " + phrase + "; " : "";
    }
    return wrong;
}

std::vector<ReplyText> replyTexts()
{
    std::ifstream file(REPLY_TEXTS);
    std::vector<ReplyText> rows;
    std::string provider;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.starts_with("@ ")) {
            provider = line.substr(2);
        } else if (!line.empty() && !line.starts_with('#')) {
            rows.push_back(rowOf(line, "texts.txt:" + std::to_string(number) + " " + provider + ": "));
        }
    }
    return rows;
}

} // namespace mpm::test
