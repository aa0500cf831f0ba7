#include "storage/assets_table.hpp"
#include "storage/generation_history.hpp"
#include "storage/jobs_table.hpp"
#include "storage/recipes_table.hpp"
#include "storage/takes_table.hpp"
#include "tests/storage/project_database.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace rushlight::storage;
using rushlight::test::ProjectDatabase;

namespace {

const Blob blob{std::string(64, 'a'), "mkv", 1234};

std::int64_t ready_asset(Database& database)
{
    AssetRow asset;
    asset.state = AssetState::ready;
    asset.blob = blob;
    return add_asset(database, asset);
}

} // namespace

TEST_CASE("an asset comes back with every field, linked and in the project", "[storage][assets]")
{
    ProjectDatabase project;
    Database& database = project.database;
    AssetRow asset;
    asset.kind = AssetKind::audio;
    asset.name = "Schnee.wav";
    asset.linked = LinkedFile{"/footage/Schnee.wav", 77, 123456789, std::string(64, 'b')};
    asset.recipe = add_recipe(database, R"({"a":1})");
    asset.id = add_asset(database, asset);
    CHECK(find_asset(database, asset.id) == asset);
    asset.state = AssetState::missing;
    asset.blob = blob;
    CHECK(update_asset(database, asset));
    CHECK(find_asset(database, asset.id) == asset);
    CHECK(find_asset_by_hash(database, blob.hash) == asset);
    CHECK(list_assets(database, AssetState::missing).size() == 1);
    CHECK(list_assets(database, AssetState::ready).empty());
    CHECK(list_assets(database).size() == 1);
    CHECK_FALSE(find_asset(database, 99));
}

TEST_CASE("a pending asset is filled or failed once", "[storage][assets]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const std::int64_t first = add_asset(database, {});
    const std::int64_t second = add_asset(database, {});
    CHECK(fill_asset(database, first, blob, R"({"w":320})"));
    CHECK_FALSE(fill_asset(database, first, blob, "{}"));
    CHECK_FALSE(fail_asset(database, first, "too late"));
    CHECK(find_asset(database, first)->probe == R"({"w":320})");
    CHECK(fail_asset(database, second, "the worker ended"));
    CHECK(find_asset(database, second)->error == "the worker ended");
}

TEST_CASE("every blob that a row names counts as used", "[storage][assets]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const std::int64_t asset = ready_asset(database);
    const Blob latents{std::string(64, 'c'), "safetensors", 9};
    set_asset_file(database, asset, "latents", {std::string(64, 'd'), "safetensors", 1});
    set_asset_file(database, asset, "latents", latents);
    CHECK(asset_file(database, asset, "latents") == latents);
    CHECK_FALSE(asset_file(database, asset, "thumbnail"));
    CHECK(used_hashes(database) == std::set<std::string>{blob.hash, latents.hash});
    CHECK(remove_asset(database, asset));
    CHECK(used_hashes(database).empty());
}

TEST_CASE("media use says who needs an asset and which ones nobody does", "[storage][assets]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const std::int64_t a = ready_asset(database);
    const std::int64_t b = ready_asset(database);
    const std::int64_t c = ready_asset(database);
    set_media_use(database, "timeline 1", {a, b, a});
    set_media_use(database, "card 2", {a});
    CHECK(users_of_asset(database, a) == std::vector<std::string>{"card 2", "timeline 1"});
    CHECK(unused_assets(database) == std::vector<std::int64_t>{c});
    set_media_use(database, "timeline 1", {c});
    CHECK(unused_assets(database) == std::vector<std::int64_t>{b});
}

TEST_CASE("one take of a clip is chosen, and a later choice takes over", "[storage][takes]")
{
    ProjectDatabase project;
    Database& database = project.database;
    TakeRow take;
    take.clip = "shot 1";
    take.asset = ready_asset(database);
    take.chosen = true;
    take.cast = {"mila", "otto"};
    take.id = add_take(database, take);
    CHECK(find_take(database, take.id) == take);
    CHECK(chosen_take(database, "shot 1")->id == take.id);

    TakeRow remix = take;
    remix.parent = take.id;
    remix.cast = {};
    remix.id = add_take(database, remix);
    CHECK(chosen_take(database, "shot 1")->id == remix.id);
    CHECK(choose_take(database, take.id));
    CHECK(chosen_take(database, "shot 1")->id == take.id);
    CHECK_FALSE(choose_take(database, 99));
    CHECK(chosen_take(database, "shot 1")->id == take.id);
    CHECK(takes_of_clip(database, "shot 1").size() == 2);
    CHECK(takes_of_clip(database, "shot 2").empty());

    CHECK(lineage(database, remix.id).size() == 2);
    CHECK(takes_with_cast(database, "mila") == std::vector<std::int64_t>{take.id, remix.id});
    CHECK(rate_take(database, take.id, 5, "the good one"));
    CHECK(find_take(database, take.id)->rating == 5);
    CHECK_THROWS_AS(rate_take(database, take.id, 6, ""), StorageError);
    CHECK_THROWS_AS(remove_asset(database, take.asset), StorageError);
    CHECK(remove_take(database, take.id));
    CHECK_FALSE(find_take(database, remix.id)->parent);
}

TEST_CASE("a take of an asset that is not there is refused", "[storage][takes]")
{
    ProjectDatabase project;
    TakeRow take;
    take.asset = 12;
    CHECK_THROWS_AS(add_take(project.database, take), StorageError);
}

TEST_CASE("the same recipe is stored once, and a changed text is told as damage",
          "[storage][recipes]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const std::int64_t id = add_recipe(database, R"({"seed":1})");
    CHECK(add_recipe(database, R"({"seed":1})") == id);
    CHECK(add_recipe(database, R"({"seed":2})") != id);
    const auto row = find_recipe(database, id);
    CHECK(row->json == R"({"seed":1})");
    CHECK(find_recipe(database, row->hash)->id == id);
    CHECK_FALSE(find_recipe(database, std::string(64, '0')));
    database.run("UPDATE recipes SET json = '{}' WHERE id = ?1", id);
    CHECK_THROWS_AS(find_recipe(database, id), StorageError);
}

TEST_CASE("a job goes from queued to done, and no step is taken twice", "[storage][jobs]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const std::int64_t id = queue_job(database, "generate", R"({"prompt":"a barn"})");
    CHECK(next_job(database)->id == id);
    CHECK_FALSE(run_job(database, id));
    CHECK_FALSE(finish_job(database, id));
    CHECK(assign_job(database, id, 4711));
    CHECK_FALSE(assign_job(database, id, 4712));
    CHECK_FALSE(next_job(database));
    CHECK_FALSE(report_progress(database, id, 0.5, "denoise"));
    CHECK(run_job(database, id));
    CHECK(report_progress(database, id, 0.5, "denoise"));
    CHECK(find_job(database, id)->progress == 0.5);
    CHECK(find_job(database, id)->stage == "denoise");
    CHECK(find_job(database, id)->worker == 4711);
    for (const double bad : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(report_progress(database, id, bad, ""), StorageError);
    }
    CHECK(finish_job(database, id));
    CHECK_FALSE(cancel_job(database, id));
    CHECK_FALSE(worker_lost(database, id));
    CHECK(find_job(database, id)->state == JobState::done);
    CHECK(find_job(database, id)->finished.has_value());
    CHECK_FALSE(find_job(database, id)->worker);
}

TEST_CASE("a job that ended two workers is quarantined and the queue goes on", "[storage][jobs]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const std::int64_t killer = queue_job(database, "generate", "{}");
    const std::int64_t other = queue_job(database, "generate", "{}");
    assign_job(database, killer, 1);
    CHECK(worker_lost(database, killer) == JobState::queued);
    CHECK(next_job(database)->id == killer); // at its old place
    assign_job(database, killer, 2);
    run_job(database, killer);
    CHECK(worker_lost(database, killer) == JobState::quarantined);
    CHECK(find_job(database, killer)->attempt == 2);
    CHECK_FALSE(find_job(database, killer)->error.empty());
    CHECK(next_job(database)->id == other);
    CHECK(requeue_job(database, killer));
    CHECK(find_job(database, killer)->workers_killed == 0);
    CHECK(list_jobs(database, JobState::queued).back().id == killer);
}

TEST_CASE("jobs of a dead studio return to the queue, ended ones do not", "[storage][jobs]")
{
    ProjectDatabase project;
    Database& database = project.database;
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 4; ++i) {
        ids.push_back(queue_job(database, "generate", "{}"));
        assign_job(database, ids.back(), 1);
    }
    run_job(database, ids[1]);
    finish_job(database, ids[2]);
    fail_job(database, ids[3], "out_of_memory", "needs 11 GB, 9 free");
    CHECK(return_interrupted_jobs(database) == 2);
    CHECK(list_jobs(database, JobState::queued).size() == 2);
    CHECK(find_job(database, ids[1])->workers_killed == 0);
    CHECK(find_job(database, ids[3])->error_code == "out_of_memory");
}

TEST_CASE("queued jobs can be put in another order", "[storage][jobs]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const auto a = queue_job(database, "generate", "{}");
    const auto b = queue_job(database, "generate", "{}");
    const auto c = queue_job(database, "export", "{}");
    reorder_jobs(database, {c, a});
    CHECK(next_job(database)->id == c);
    CHECK(list_jobs(database)[1].id == b);
    assign_job(database, c, 1);
    CHECK_THROWS_AS(reorder_jobs(database, {c, a}), StorageError);
}

TEST_CASE("the generation history finds takes by text, cast, time, state, clip and choice",
          "[storage][history]")
{
    ProjectDatabase project;
    Database& database = project.database;
    const Moment noon{std::chrono::hours(100)};
    for (int i = 0; i < 6; ++i) {
        TakeRow take;
        take.clip = i < 3 ? "shot 1" : "shot 2";
        take.asset = i == 5 ? add_asset(database, {}) : ready_asset(database);
        take.recipe = add_recipe(
            database, i % 2 == 0 ? R"({"prompt":"A red BARN 100%"})" : R"({"prompt":"a boat"})");
        take.chosen = i == 2;
        take.created = noon + std::chrono::hours(i);
        take.cast = i == 1 ? std::vector<std::string>{"mila"} : std::vector<std::string>{};
        add_take(database, take);
    }
    const auto count = [&](const HistoryFilter& filter) {
        return generation_history(database, filter).size();
    };
    CHECK(count({}) == 6);
    CHECK(generation_history(database).front().take.id == 6);
    CHECK(count({.text = "barn"}) == 3);
    CHECK(count({.text = "100%"}) == 3);
    CHECK(count({.text = "%"}) == 3);
    CHECK(count({.clip = "shot 1"}) == 3);
    CHECK(count({.cast = "mila"}) == 1);
    CHECK(count({.state = AssetState::pending}) == 1);
    CHECK(count({.chosen_only = true}) == 1);
    CHECK(count({.min_rating = 1}) == 0);
    CHECK(count({.since = noon + std::chrono::hours(2)}) == 4);
    CHECK(count({.until = noon + std::chrono::hours(2)}) == 2);
    CHECK(count({.limit = 2, .offset = 5}) == 1);
    CHECK(generation_history(database, {.text = "boat"}).front().recipe ==
          R"({"prompt":"a boat"})");
}
