#pragma once

#include "storage/migrations.hpp"

namespace rushlight::storage {

/// The tables of `project.db`.
[[nodiscard]] const Schema& project_schema();

} // namespace rushlight::storage
