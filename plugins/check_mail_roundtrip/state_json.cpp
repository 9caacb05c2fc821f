// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/state_json.hpp"

#include "check/bounded_json.hpp"
#include "check/peer_text.hpp"
#include "check_mail_roundtrip/token.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace mpm::checkMailRoundtrip {
namespace {

using Json = nlohmann::json;

constexpr int version = 1;
constexpr std::size_t longestText = 1000;
constexpr std::size_t longestPlace = 1000;          ///< of a URL, a folder's name, a UID
constexpr std::int64_t latest = 253402300799000000; ///< the end of the year 9999, in microseconds

std::int64_t microseconds(MailTime time)
{
    return time.time_since_epoch().count();
}

Json toJson(const Arrival& arrival)
{
    Json hops = Json::array();
    for (const auto& hop : arrival.hops) {
        Json row{{"from", hop.from}, {"by", hop.by}};
        if (hop.seconds) {
            row["seconds"] = hop.seconds->count();
        }
        if (hop.backwards) {
            row["backwards"] = hop.backwards->count();
        }
        hops.push_back(std::move(row));
    }
    return {{"seen", microseconds(arrival.seen)},
            {"delivery", arrival.delivery.count()},
            {"whole", arrival.isWhole},
            {"changes", arrival.changes},
            {"authentication", arrival.authenticationFailure},
            {"hop_count", arrival.hopCount},
            {"results", arrival.hasResults},
            {"hops", std::move(hops)}};
}

Json toJson(const Entry& entry)
{
    Json copies = Json::array();
    for (const auto& copy : entry.copies) {
        copies.push_back({{"mailbox", copy.mailbox}, {"folder", copy.folder}, {"id", copy.id}, {"junk", copy.isJunk}});
    }
    Json json{{"token", entry.token},
              {"begun", microseconds(entry.begun)},
              {"fingerprint", entry.fingerprint},
              {"state", toString(entry.state)},
              {"copies", std::move(copies)}};
    const auto put = [&](const char* name, const std::optional<MailTime>& time) {
        if (time) {
            json[name] = microseconds(*time);
        }
    };
    put("sent", entry.sent);
    put("copy_seen", entry.copySeen);
    put("answered", entry.answered);
    put("bounced", entry.bounced);
    if (!entry.queueId.empty()) {
        json["queue_id"] = entry.queueId;
    }
    if (entry.refused > 0) {
        json["refused"] = entry.refused;
    }
    if (entry.reason != BounceReason()) {
        json["reason"] = {{"reply", entry.reason.reply},
                          {"host", entry.reason.host},
                          {"meaning", entry.reason.meaning},
                          {"remedy", entry.reason.remedy}};
    }
    if (entry.arrival) {
        json["arrival"] = toJson(*entry.arrival);
    }
    return json;
}

/// What toJson never writes.
void demand(bool holds, const char* what)
{
    if (!holds) {
        throw std::invalid_argument(what);
    }
}

MailTime timeFrom(const Json& json)
{
    // A fraction or a number with an exponent may be too large for any integer.
    demand(json.is_number_integer(), "a time in it is no whole number");
    const auto count = json.get<std::int64_t>();
    demand(count >= 0 && count <= latest, "a time in it is none");
    return MailTime(std::chrono::microseconds(count));
}

std::optional<MailTime> timeIn(const Json& json, const char* name)
{
    return json.contains(name) ? std::optional(timeFrom(json.at(name))) : std::nullopt;
}

Duration durationFrom(const Json& json)
{
    const auto seconds = json.get<double>();
    demand(seconds >= 0 && seconds <= 1e12, "a duration in it is none");
    return Duration(seconds);
}

std::string textFrom(const Json& json)
{
    return harmless(json.get<std::string>(), longestText);
}

Place placeFrom(const Json& json)
{
    Place place{json.at("mailbox").get<std::string>(), json.at("folder").get<std::string>(),
                json.at("id").get<std::string>(), json.at("junk").get<bool>()};
    demand(place.mailbox.size() + place.folder.size() + place.id.size() <= 3 * longestPlace,
           "a name in it is too long");
    return place;
}

Arrival arrivalFrom(const Json& json)
{
    Arrival arrival;
    arrival.seen = timeFrom(json.at("seen"));
    arrival.delivery = durationFrom(json.at("delivery"));
    arrival.isWhole = json.at("whole").get<bool>();
    arrival.authenticationFailure = textFrom(json.at("authentication"));
    for (const auto& change : json.at("changes")) {
        demand(arrival.changes.size() < mostChangesKept, "there are too many changes in it");
        arrival.changes.push_back(textFrom(change));
    }
    for (const auto& row : json.at("hops")) {
        demand(arrival.hops.size() < mostHopsKept, "there are too many hops in it");
        Hop hop{textFrom(row.at("from")), textFrom(row.at("by")), {}, {}};
        if (row.contains("seconds")) {
            hop.seconds = durationFrom(row.at("seconds"));
        }
        if (row.contains("backwards")) {
            hop.backwards = durationFrom(row.at("backwards"));
        }
        arrival.hops.push_back(std::move(hop));
    }
    arrival.hasResults = json.value("results", true);
    arrival.hopCount = std::min(json.value("hop_count", arrival.hops.size()), mostHops);
    return arrival;
}

Entry entryFrom(const Json& json)
{
    Entry entry;
    entry.token = json.at("token").get<std::string>();
    demand(isToken(entry.token), "a token in it is none");
    entry.begun = timeFrom(json.at("begun"));
    entry.sent = timeIn(json, "sent");
    entry.fingerprint = textFrom(json.at("fingerprint"));
    const auto state = parseEntryState(json.at("state").get<std::string>());
    demand(state.has_value(), "the state of a message in it is none");
    entry.state = *state;
    for (const auto& copy : json.at("copies")) {
        demand(entry.copies.size() < mostCopies, "there are too many copies in it");
        entry.copies.push_back(placeFrom(copy));
    }
    entry.copySeen = timeIn(json, "copy_seen");
    entry.answered = timeIn(json, "answered");
    entry.bounced = timeIn(json, "bounced");
    if (json.contains("queue_id")) {
        entry.queueId = textFrom(json.at("queue_id"));
    }
    entry.refused = json.value("refused", std::size_t(0)); // more than there are count as all
    if (json.contains("reason")) {
        const auto& reason = json.at("reason");
        entry.reason = {textFrom(reason.at("reply")), textFrom(reason.at("host")), textFrom(reason.at("meaning")),
                        textFrom(reason.at("remedy"))};
    }
    if (json.contains("arrival")) {
        entry.arrival = arrivalFrom(json.at("arrival"));
    }
    demand((entry.state != EntryState::Arrived || entry.arrival || entry.answered) &&
               entry.arrival.has_value() == !entry.copies.empty() &&
               (entry.state != EntryState::Bounced || entry.bounced),
           "what it says of a message contradicts itself");
    return entry;
}

State stateFrom(const Json& json, std::string_view owner)
{
    demand(json.is_object() && json.contains("version"), "it is no state of this check");
    demand(json.at("version") == version, "another version of this check wrote it");
    demand(json.at("owner") == owner, "it is another check's, or the options by which this one is known have changed");
    State state;
    state.settled = timeIn(json, "settled");
    std::set<std::string> tokens;
    for (const auto& item : json.at("messages")) {
        demand(state.entries.size() < mostEntries, "there are too many messages in it");
        state.entries.push_back(entryFrom(item));
        demand(tokens.insert(state.entries.back().token).second, "a token stands in it twice");
    }
    return state;
}

} // namespace

std::string toJson(const State& state, std::string_view owner)
{
    Json messages = Json::array();
    for (const auto& entry : state.entries) {
        messages.push_back(toJson(entry));
    }
    Json json{{"version", version}, {"owner", owner}, {"messages", std::move(messages)}};
    if (state.settled) {
        json["settled"] = microseconds(*state.settled);
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

KeptState stateFromJson(std::string_view text, std::string_view owner)
{
    try {
        const auto json = parseBounded(text);
        if (json.is_discarded()) {
            return {{}, "it is no JSON, or too much of it"};
        }
        return {stateFrom(json, owner), ""};
    } catch (const Json::exception&) {
        return {{}, "something in it is missing, or of the wrong kind"};
    } catch (const std::invalid_argument& wrong) {
        return {{}, wrong.what()};
    }
}

} // namespace mpm::checkMailRoundtrip
