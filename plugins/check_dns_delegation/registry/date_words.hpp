// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Words of dates as plainText leaves them.
namespace mpm::registryDates {

/// How months begin in English, French, German, Italian, Polish, Portuguese, Russian and Spanish.
inline constexpr std::array<std::string_view, 12> months{
    "jan|ene|gen|sty|yanv",     "feb|fev|lut",         "mar|maer|mrz",
    "apr|abr|avr|kwi",          "may|mai|mag|maj",     "jun|jui|giu|cze|iyun",
    "jul|juil|lug|lip|iyul",    "aug|ago|aou|sie|avg", "sep|set|wrz|sen",
    "oct|okt|out|ott|paz|padz", "nov|lis|noy",         "dec|dez|dic|gru|dek",
};

/// Days of the week that are longer than three letters, from their beginning.
inline constexpr std::string_view weekdays =
    "mond|tues|wedn|thur|frid|satu|sund|mont|dien|mitt|donn|frei|sams|sonn|lune|marte|mier|juev|vier|saba|domi|"
    "lund|merc|jeud|vend|same|dima|giov|segu|terc|quar|quin|sext|poni|wtor|sroda|czwa|piat|sobo|niedz|pone|vtor|sred|"
    "chet|pyat|subb|vosk";

/// "22nd", "1er".
inline constexpr std::string_view ordinals = "st|nd|rd|th|er";

/// Between day, month and year.
inline constexpr std::string_view particles = "de|del|of|di|d|the";

/// What registries write in place of an offset, in minutes.
struct NamedZone {
    std::string_view name;
    int minutes;
};

inline constexpr std::array<NamedZone, 40> zones{{
    {"wet", 0},    {"west", 60},   {"bst", 60},   {"cet", 60},   {"met", 60},   {"wat", 60},   {"cest", 120},
    {"mest", 120}, {"eet", 120},   {"cat", 120},  {"sast", 120}, {"eest", 180}, {"msk", 180},  {"eat", 180},
    {"trt", 180},  {"msd", 240},   {"irst", 210}, {"gst", 240},  {"npt", 345},  {"ict", 420},  {"wib", 420},
    {"hkt", 480},  {"sgt", 480},   {"myt", 480},  {"pht", 480},  {"awst", 480}, {"jst", 540},  {"kst", 540},
    {"aest", 600}, {"aedt", 660},  {"nzst", 720}, {"nzdt", 780}, {"art", -180}, {"brt", -180}, {"brst", -120},
    {"clt", -240}, {"clst", -180}, {"est", -300}, {"edt", -240}, {"pst", -480},
}};

} // namespace mpm::registryDates
