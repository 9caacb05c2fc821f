// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/rows.hpp"

#include "catalogue/tables.hpp"

#include <array>
#include <cstddef>
#include <iterator>
#include <span>

namespace mpm::catalogue {
namespace {

/// Writes texts one behind the other, or counts their octets where there is no room.
class Packer {
public:
    constexpr explicit Packer(std::span<char> room) : room_(room) {}

    constexpr RowText operator()(std::string_view text)
    {
        const RowText packed{used_, static_cast<std::uint32_t>(text.size())};
        if (!room_.empty()) {
            auto* to = room_.data() + used_;
            for (const char octet : text) {
                *to++ = octet;
            }
        }
        used_ += packed.length;
        return packed;
    }

    constexpr Cause operator()(const CauseOf<std::string_view>& cause)
    {
        return {cause.steps, (*this)(cause.why), (*this)(cause.remedy), cause.first};
    }

    constexpr Entry operator()(const EntryOf<std::string_view>& entry)
    {
        Entry packed{.meaning = (*this)(entry.meaning), .first = entry.first};
        auto* to = std::begin(packed.causes);
        for (const auto& cause : entry.causes) {
            *to++ = (*this)(cause);
        }
        packed.sender = (*this)(entry.sender);
        packed.administrator = (*this)(entry.administrator);
        packed.reference = (*this)(entry.reference);
        return packed;
    }

    constexpr BasicRow operator()(const source::BasicRow& row) { return {row.code, (*this)(row.entry)}; }

    constexpr EnhancedRow operator()(const source::EnhancedRow& row) { return {row.key, (*this)(row.entry)}; }

    constexpr ClassRow operator()(const source::ClassRow& row)
    {
        return {row.digit, (*this)(row.name), (*this)(row.meaning), (*this)(row.entry)};
    }

    constexpr CategoryRow operator()(const source::CategoryRow& row)
    {
        return {row.number, (*this)(row.meaning), (*this)(row.reference)};
    }

    constexpr WordRow operator()(const source::WordRow& row)
    {
        return {(*this)(row.words), row.status, (*this)(row.meaning), (*this)(row.remedy), row.first,
                row.weight,         row.steps,  (*this)(row.anywhere)};
    }

    constexpr std::uint32_t used() const { return used_; }

private:
    std::span<char> room_;
    std::uint32_t used_ = 0;
};

constexpr std::size_t sizeOf(const auto& tables)
{
    std::size_t size = 0;
    for (const auto& rows : tables) {
        size += rows.size();
    }
    return size;
}

/// All rows, and the one text of `Octets` that they point into.
template <std::size_t Octets>
struct Catalogue {
    std::array<BasicRow, sizeOf(source::basicTables)> basic = {};
    std::array<EnhancedRow, sizeOf(source::enhancedTables)> enhanced = {};
    std::array<WordRow, sizeOf(source::wordTables)> words = {};
    std::array<ClassRow, std::size(source::classes)> classes = {};
    std::array<CategoryRow, std::size(source::categories)> categories = {};
    std::array<CategoryRow, std::size(source::subjects)> subjects = {};
    std::array<char, Octets> text = {};
    std::uint32_t used = 0; ///< octets that the texts of all rows take

    consteval Catalogue()
    {
        Packer pack(text);
        packTables(source::basicTables, basic, pack);
        packTables(source::enhancedTables, enhanced, pack);
        packTables(source::wordTables, words, pack);
        packTables(std::array{std::span(source::classes)}, classes, pack);
        packTables(std::array{std::span(source::categories)}, categories, pack);
        packTables(std::array{std::span(source::subjects)}, subjects, pack);
        used = pack.used();
    }

private:
    static constexpr void packTables(const auto& tables, auto& to, Packer& pack)
    {
        auto row = to.begin();
        for (const auto& rows : tables) {
            for (const auto& each : rows) {
                *row++ = pack(each);
            }
        }
    }
};

constexpr Catalogue<Catalogue<0>().used> catalogue;

} // namespace

RowText::operator std::string_view() const
{
    return {catalogue.text.data() + at, length};
}

std::span<const BasicRow> basicRows()
{
    return catalogue.basic;
}

std::span<const EnhancedRow> enhancedRows()
{
    return catalogue.enhanced;
}

std::span<const ClassRow> classRows()
{
    return catalogue.classes;
}

std::span<const CategoryRow> categoryRows()
{
    return catalogue.categories;
}

std::span<const CategoryRow> subjectRows()
{
    return catalogue.subjects;
}

std::span<const WordRow> wordRows()
{
    return catalogue.words;
}

} // namespace mpm::catalogue
