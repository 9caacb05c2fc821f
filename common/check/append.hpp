// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace mpm {

/// Moves all of `more` behind what is there.
template <class Item>
void append(std::vector<Item>& items, std::vector<Item> more)
{
    items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Puts an item behind the others unless it is among them.
template <class Item>
void addOnce(std::vector<Item>& items, const Item& item)
{
    if (std::find(items.begin(), items.end(), item) == items.end()) {
        items.push_back(item);
    }
}

template <class Item>
void addOnce(std::vector<Item>& items, const std::vector<Item>& more)
{
    for (const auto& item : more) {
        addOnce(items, item);
    }
}

} // namespace mpm
