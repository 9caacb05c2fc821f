// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/record_cases.hpp"

#include "check/ascii.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace mpm::test {
namespace {

bool isFault(const std::string& line)
{
    return line.ends_with(" SERVFAIL") || line.ends_with(" REFUSED") || line.ends_with(" SILENT");
}

SenderCase senderFrom(const std::vector<std::string>& words)
{
    SenderCase sender;
    sender.address = words.at(1);
    std::size_t i = 2;
    for (; i < words.size() && words[i] != "->"; ++i) {
        const auto equals = words[i].find('=');
        (words[i].starts_with("from=") ? sender.mailFrom : sender.helo) = words[i].substr(equals + 1);
    }
    sender.result = words.at(i + 1);
    for (i += 2; i < words.size(); ++i) {
        sender.mechanism += (sender.mechanism.empty() ? "" : " ") + words[i];
    }
    return sender;
}

void readLine(const std::string& line, RecordCase& into)
{
    const auto words = splitWords(line);
    if (line.starts_with(" ")) {
        into.records.at(into.records.size() - 1) += line;
    } else if (line.starts_with("$ ")) {
        into.options.insert(into.options.end(), words.begin() + 1, words.end());
    } else if (line.starts_with("? ")) {
        into.senders.push_back(senderFrom(words));
    } else if (line.starts_with("! ")) {
        into.findings.push_back({words.at(1), words.at(2)});
    } else if (line.starts_with("~ ")) {
        into.remedies.push_back(line.substr(2));
    } else if (line.starts_with("= ")) {
        std::string value;
        for (std::size_t i = 3; i < words.size(); ++i) {
            value += (value.empty() ? "" : " ") + words[i];
        }
        into.expected.push_back({words.at(1), words.at(2), value});
    } else if (isFault(line)) {
        into.faults.push_back(line);
    } else {
        into.records.push_back(line);
    }
}

std::vector<RecordCase> casesIn(const std::filesystem::path& file, const std::string& kind)
{
    std::vector<RecordCase> cases;
    std::size_t number = 0;
    for (const auto& line : splitLines(contentOf(file.string()))) {
        ++number;
        if (trim(line).empty() || line.starts_with("#")) {
            continue;
        }
        if (line.starts_with("== ")) {
            cases.emplace_back();
            cases.back().place =
                kind + "/" + file.filename().string() + ":" + std::to_string(number) + " " + line.substr(3);
            continue;
        }
        try {
            readLine(line, cases.at(cases.size() - 1));
        } catch (const std::out_of_range&) {
            throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": can't be read");
        }
    }
    return cases;
}

} // namespace

std::vector<RecordCase> recordCases(const std::string& kind)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(RECORDS_DIR "/" + kind)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<RecordCase> cases;
    for (const auto& file : files) {
        const auto more = casesIn(file, kind);
        cases.insert(cases.end(), more.begin(), more.end());
    }
    return cases;
}

} // namespace mpm::test
