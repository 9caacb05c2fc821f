// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_dns_delegation/registry/registry_fixtures.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace mpm::test {

namespace {

const std::set<std::string> states{"registered",     "free",    "on-hold", "being-deleted", "turned-away",
                                   "not-understood", "another", "host",    "no-host"};

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(' ');
    const auto last = text.find_last_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::vector<std::string> fieldsOf(const std::string& head)
{
    std::vector<std::string> fields;
    std::istringstream text(head);
    for (std::string field; std::getline(text, field, '|');) {
        fields.push_back(trimmed(field));
    }
    return fields;
}

std::vector<std::string> sortedWords(const std::string& text)
{
    std::vector<std::string> words;
    std::istringstream rest(text);
    for (std::string word; rest >> word;) {
        words.push_back(word);
    }
    std::sort(words.begin(), words.end());
    return words;
}

RegistryFixture fixtureOf(const std::string& head, const std::string& place)
{
    const auto fields = fieldsOf(head);
    if (fields.size() != 5 || states.count(fields[1]) == 0) {
        throw std::runtime_error(place + " is no head of a fixture: " + head);
    }
    RegistryFixture fixture;
    fixture.place = place;
    fixture.domain = fields[0];
    fixture.state = fields[1];
    if (fields[2] != "?") {
        fixture.servers = sortedWords(fields[2] == "-" ? "" : fields[2]);
    }
    if (fields[3] != "?") {
        fixture.day = fields[3];
    }
    fixture.about = fields[4];
    return fixture;
}

void addFile(std::vector<RegistryFixture>& fixtures, const std::filesystem::path& path)
{
    std::ifstream file(path);
    const auto before = fixtures.size();
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        const auto place = path.filename().string() + ":" + std::to_string(++number);
        if (line.rfind("#> ", 0) == 0) {
            fixtures.push_back(fixtureOf(line.substr(3), place));
        } else if (fixtures.size() == before) {
            throw std::runtime_error(place + " belongs to no fixture");
        } else {
            fixtures.back().answer += line + "\n";
        }
    }
}

} // namespace

std::string RegistryFixture::kind() const
{
    return place.substr(0, place.find('.'));
}

std::vector<RegistryFixture> registryFixtures(const std::filesystem::path& folder)
{
    std::set<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") {
            paths.insert(entry.path());
        }
    }
    std::vector<RegistryFixture> fixtures;
    for (const auto& path : paths) {
        addFile(fixtures, path);
    }
    return fixtures;
}

} // namespace mpm::test
