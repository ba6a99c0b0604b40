"""Runs the bot against the strict stand-in of the Bot API in ../shared/botapi: journeys of people in three languages, then figures.

    python tests/botapi/run.py --bin target/debug/hamkor [--harness DIR] [NAME ...]

Needs aiohttp. Without names all run; a name is that of a journey or of a figure below. A journey is a file `journeys/NAME.py` with
`async def journey(people)`; it is played in each language, all of them at once, against one bot that keeps Telegram's limits.
Exit 0 when everything holds; the last lines are the figures.
"""
import argparse
import asyncio
import importlib.util
import os
import pathlib
import re
import signal
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
LANGUAGES = ("ru", "tg", "en")
ADMIN = 1_000
# Patience of people, in seconds: on a busy machine, at one message a second a chat.
PATIENCE = 20
REQUEST = {
    "ru": "светильники для школы", "tg": "чароғҳо барои мактаб", "en": "LED lamps for a school",
}


class People:
    """Whoever takes part in a journey, on phones of one language."""

    def __init__(self, world, language, first_id):
        self.world, self.language, self._next_id = world, language, first_id

    def person(self, name="Фируз", username=None, language=None):
        self._next_id += 1
        user = self.world.user(self._next_id, name, language or self.language, username)
        return patient(user)

    def admin(self, name="Палата"):
        return patient(self.world.user(ADMIN, name, self.language))

    def say(self, **texts):
        """The text of this language: say(ru=..., tg=..., en=...)."""
        return texts[self.language]

    def unanswered(self, user):
        return [q for q in self.world.unanswered() if q["chat_id"] == user.id]


def patient(user):
    wait_for, answered = user.wait_for, user.answered
    user.wait_for = lambda pattern=None, timeout=PATIENCE, **more: wait_for(pattern, timeout, **more)
    user.answered = lambda query, timeout=PATIENCE: answered(query, timeout)
    return user


class Run:
    def __init__(self, binary, work):
        self.binary, self.work, self.failures, self.figures = binary, pathlib.Path(work), [], []
        self.number = 0

    def fast(self, what, holds, figure):
        """A figure of speed: on a machine that is busy with other things it says nothing."""
        busy = os.getloadavg()[0] > 2 * (os.cpu_count() or 1)
        self.held(what, holds or busy, f"{figure} (the machine is too busy to judge it)" if busy and not holds else figure)

    def held(self, what, holds, figure):
        self.figures.append(f"{'ok  ' if holds else 'FAIL'} {what}: {figure}")
        print(self.figures[-1], flush=True)
        if not holds:
            self.failures.append(what)

    async def bot(self, world, data=None, arguments=(), **environment):
        """A bot over a new data directory, or over this one."""
        self.number += 1
        data = data or self.work / f"data-{self.number}"
        env = {"TELOXIDE_API_URL": world.url, "TELOXIDE_TOKEN": world.cfg.token, "HAMKOR_DATA": str(data),
               "HAMKOR_ADMINS": str(ADMIN), "RUST_LOG": "warn", **environment}
        bot = await world.bot([self.binary, "serve", *arguments], env, str(self.log(data)))
        bot.data = data
        await world.until(lambda: any(r.method == "getUpdates" for r in world.server.requests), 30, "the bot polls")
        return bot

    def log(self, data):
        return self.work / f"{pathlib.Path(data).name}.log"


# -- journeys -----------------------------------------------------------------------------------------------------------------

def journeys():
    for path in sorted((HERE / "journeys").glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        # A journey that needs the chamber's or a company's whole attention has a bot of its own.
        yield path.stem, module.journey, getattr(module, "ALONE", False)


async def play(run, names):
    chosen = [(name, journey, alone) for name, journey, alone in journeys() if not names or name in names]
    together = [(name, journey) for name, journey, alone in chosen if not alone]
    if together:
        await play_together(run, together, LANGUAGES)
    for name, journey, alone in chosen:
        for language in LANGUAGES if alone else ():
            await play_together(run, [(name, journey)], [language])


async def play_together(run, chosen, languages):
    from driver import World
    async with World(limits=True) as world:
        bot = await run.bot(world)

        async def one(name, journey, language, first_id):
            begun = time.monotonic()
            try:
                await journey(People(world, language, first_id))
                return f"{name} {language} {time.monotonic() - begun:.1f} s", None
            except Exception:
                return f"{name} {language}", traceback.format_exc()
        tasks = [one(name, journey, language, 10_000 + 1_000 * number + 100 * place)
                 for number, (name, journey) in enumerate(chosen) for place, language in enumerate(languages)]
        for name, failure in await asyncio.gather(*tasks):
            print(f"{'FAIL' if failure else 'ok  '} journey {name}", flush=True)
            if failure:
                print(failure, flush=True)
                run.failures.append(name)
        await world.drained(60)
        await asyncio.sleep(1)
        refused = [f"{r.method} {r.code} {r.error}" for r in world.server.requests if r.code not in (200, 403) and r.method != "getUpdates"
                   and "chat not found" not in r.error and "migrate" not in r.error and "upgraded" not in r.error]
        run.held("violations of the specification over the journeys", not world.server.violations, world.server.violations[:5] or 0)
        run.held("presses without an answer", not world.unanswered(), len(world.unanswered()))
        run.held("refused calls", not refused, refused[:5] or 0)
        memory = bot.rss_mib()
        # A development build with its vocabulary and the typesetter in it, that has just loaded and taken back a list and written its
        # index; the figure is that of the journeys together.
        run.held("resident memory below 200 MB", memory < 200 or len(languages) == 1, f"{memory:.0f} MiB")
        begun = time.monotonic()
        code = await bot.stop(signal.SIGTERM)
        run.held("SIGTERM ends it within 10 s with 0", code == 0 and time.monotonic() - begun < 10, f"{code} after {time.monotonic() - begun:.1f} s")
        run.held("the token is in no log", world.cfg.token not in run.log(bot.data).read_text(), "looked through")


# -- figures ------------------------------------------------------------------------------------------------------------------

def answers(world, token):
    """How often a message that is this token was answered."""
    whole = re.compile(re.escape(token) + r"(?!\w)")
    return sum(1 for chat in world.server.chats.values() for kind, _, m, _ in chat["events"]
               if kind == "message" and m["from"]["id"] == world.server.bot["id"] and whole.search(m.get("text", "")))


async def kills(run):
    """Ten kill -9 at random under 50 messages a second."""
    from driver import World
    from load import run_load
    async with World(limits=False) as world:
        bot = await run.bot(world, HAMKOR_LIMITS="off")
        load = asyncio.create_task(run_load(world, users=50, messages=20, rate=50, text=lambda token, i: f"/{token}", timeout=60))
        await asyncio.sleep(1)
        await bot.chaos(10, 0.8, 2.2)
        figures = await load
        run.held("killed ten times under 50 messages/s: nothing lost", figures["lost"] == 0 and figures["unconfirmed"] == 0,
                 f"{figures['lost']} of {figures['messages']} lost, {figures['unconfirmed']} unconfirmed")
        run.held("... at most one answer repeated a kill", figures["duplicated"] <= bot.kills, f"{figures['duplicated']} repeated in {bot.kills} kills")
        run.held("... within the specification", not world.server.violations, world.server.violations[:3] or 0)


async def duplicates(run):
    """Every update comes twice, presses too."""
    from driver import World
    async with World(limits=False) as world:
        await run.bot(world, HAMKOR_LIMITS="off")
        world.server.duplicate(10_000)
        people = [patient(world.user(20_000 + i, "Н", "ru")) for i in range(20)]
        for number, user in enumerate(people):
            user.send(f"/tok{number}x0")
            user.send(REQUEST["ru"])
        presses = []
        for user in people:
            await user.wait_for("Завод светотехнических изделий")
            presses.append(user.press("Почему"))
        for user, press in zip(people, presses):
            await user.answered(press)
        await world.drained()
        await asyncio.sleep(3)
        twice = [r for r in world.server.requests if r.method == "sendMessage"]
        doubled = sum(max(0, answers(world, f"/tok{number}x0") - 1) for number in range(20))
        run.held("every update twice: no double effect", doubled == 0 and len(twice) == 60, f"{doubled} doubled, {len(twice)} messages for 60 updates")
        run.held("... presses answered once", not world.server.violations and not world.unanswered(), world.server.violations[:3] or 0)


async def bad_gateways(run):
    """Three 502 on getUpdates."""
    from driver import World
    async with World(limits=False) as world:
        await run.bot(world)
        user = patient(world.user(30_000, "Н", "ru"))
        user.send("/tok0x0")
        await user.wait_for("tok0x0")
        world.fault("status", method="getUpdates", code=502, times=3)
        begun = time.monotonic()
        user.send("/tok0x1")
        await user.wait_for("tok0x1")
        user.send("/tok0x2")
        await user.wait_for("tok0x2")
        await world.until(lambda: all(f.hits or not f.times for f in world.server.faults), 10)
        took = time.monotonic() - begun
        run.held("three 502 on getUpdates: answering again within 10 s", took < 10, f"{took:.1f} s")


async def faults(run):
    """Refusals, drops and 429 on sending: everything arrives in the end, others do not wait."""
    from driver import World
    async with World(limits=False) as world:
        await run.bot(world)
        held = [patient(world.user(31_000 + i, "Н", "ru")) for i in range(6)]
        for user in held:
            user.send("/tok0")
            await user.wait_for("/tok0")
        for number, (action, more) in enumerate([("status", {"code": 502}), ("drop_before", {}), ("flood", {"retry_after": 3}), ("half", {})]):
            world.fault(action, method="sendMessage", **more)
            held[number].send(f"/tok{number}x1")
            await asyncio.sleep(0.15)
            begun = time.monotonic()
            held[5].send(f"/tok{number}x2")
            await held[5].wait_for(f"tok{number}x2")
            other = time.monotonic() - begun
            await held[number].wait_for(f"tok{number}x1")
            run.fast(f"{action} on sending: the answer comes, another waits less than 1 s", other < 1, f"the other waited {other * 1000:.0f} ms")
        held[4].block_bot()
        held[3].send("/tok9x9")
        await held[3].wait_for("tok9x9")
        await world.drained()
        run.held("faults within the specification", not world.server.violations, world.server.violations[:3] or 0)


async def flood(run):
    """500 messages of one person."""
    from driver import World
    async with World(limits=True) as world:
        await run.bot(world)
        flooder, other = (patient(world.user(40_000 + i, "Н", "ru")) for i in range(2))
        other.send("/tok1x0")
        await other.wait_for("tok1x0")
        for number in range(500):
            flooder.send(f"/tok0x{number}")
        begun = time.monotonic()
        other.send(REQUEST["ru"])
        await other.wait_for("Завод светотехнических изделий")
        waited = time.monotonic() - begun
        run.fast("a flood of 500 delays another's answer by less than 1 s", waited < 1, f"{waited * 1000:.0f} ms")
        await world.drained()
        await asyncio.sleep(8)
        told = [m for m in flooder.replies() if "слишком много сразу" in m["text"]]
        answered = [int(m["text"].split("tok0x")[1].split()[0].rstrip(".")) for m in flooder.replies() if "tok0x" in m["text"]]
        run.held("... the flooder is told once and answered in order", len(told) == 1 and answered == list(range(len(answered))) and answered,
                 f"told {len(told)} times, {len(answered)} answered so far")
        run.held("... nothing is refused", not world.server.violations and not [r for r in world.server.requests if r.code == 429], "no 429")


async def open_load(run):
    """25 requests a second over 50 chats, at Telegram's limits."""
    from driver import World
    from load import pct
    async with World(limits=True) as world:
        await run.bot(world)
        people = [world.user(60_000 + number, "Н", LANGUAGES[number % 3]) for number in range(50)]
        sent = {user.id: [] for user in people}
        begun = time.monotonic()
        for number in range(600):
            await asyncio.sleep(max(0, begun + number / 25 - time.monotonic()))
            user = people[number % 50]
            sent[user.id].append(time.time())
            user.send(REQUEST[LANGUAGES[number % 50 % 3]])

        def times(user):
            return [t for kind, _, m, t in user.c["events"] if kind == "message" and m["from"]["id"] == world.server.bot["id"]]
        await world.until(lambda: all(len(times(user)) >= len(sent[user.id]) for user in people), 90, "all answers")
        await asyncio.sleep(2)
        took, lost = [], 0
        for user in people:
            came = times(user)
            lost += abs(len(sent[user.id]) - len(came))
            took += [answer - request for request, answer in zip(sent[user.id], came)]
        p50, p95, p99 = (pct(took, share) for share in (.50, .95, .99))
        run.held("25 messages/s over 50 chats: each answered once", lost == 0, f"{lost} lost or doubled")
        run.fast("... p50 below 50 ms, p99 below 500 ms", p50 < 50 and p99 < 500, f"p50 {p50} ms, p95 {p95} ms, p99 {p99} ms")
        refused = [r for r in world.server.requests if r.code == 429]
        run.held("... nothing is refused", not world.server.violations and not refused, f"{len(refused)} refused")


async def closed_load(run):
    """As fast as it goes, without limits."""
    from driver import World
    from load import run_load
    async with World(limits=False) as world:
        bot = await run.bot(world, HAMKOR_LIMITS="off")
        await run_load(world, users=100, messages=2, text=lambda token, i: f"/{token}", settle=0.5)
        figures = await run_load(world, users=200, messages=20, text=lambda token, i: f"/{token}", base_id=600_000)
        run.held("as fast as it goes: each answered once", figures["lost"] == 0 and figures["duplicated"] == 0,
                 f"{figures['lost']} lost, {figures['duplicated']} doubled")
        run.fast("... at least 400 updates/s, all durable", figures["updates_per_s"] >= 400,
                 f"{figures['updates_per_s']}/s, p50 {figures['p50_ms']} ms, {bot.rss_mib():.0f} MiB")


async def start_and_stop(run):
    """A wrong token, a second poller, SIGINT in the middle of work."""
    from driver import World
    async with World(limits=False) as world:
        bot = await run.bot(world)
        for what, token in (("no token", ""), ("a wrong token", "1:wrong"), ("no token at all", "secret-and-wrong")):
            wrong = await world.bot([run.binary, "serve"], {"TELOXIDE_API_URL": world.url, "TELOXIDE_TOKEN": token,
                                                             "HAMKOR_DATA": str(run.work / "wrong")}, str(run.work / "wrong.log"))
            code = await asyncio.wait_for(wrong.proc.wait(), 30)
            said = (run.work / "wrong.log").read_text()
            run.held(f"{what}: exit 2 with a message that does not hold it", code == 2 and "TELOXIDE_TOKEN" in said and not (token and token in said), code)
        user = patient(world.user(50_000, "Н", "ru"))
        user.send("/tok0x0")
        await user.wait_for("tok0x0")
        await asyncio.sleep(1.5)
        second = await world.bot([run.binary, "serve"], {"TELOXIDE_API_URL": world.url, "TELOXIDE_TOKEN": world.cfg.token,
                                                         "HAMKOR_DATA": str(run.work / "second")}, str(run.work / "second.log"))
        code = await asyncio.wait_for(second.proc.wait(), 30)
        said = (run.work / "second.log").read_text().strip().splitlines()[-1]
        run.held("a second poller says so and ends with 2", code == 2 and ("another program" in said or "другая программа" in said), said)
        user.send("/tok0x1")
        await user.wait_for("tok0x1")
        run.held("... the first goes on", bot.alive(), "answered")
        for number in range(30):
            user.send(f"/tok1x{number}")
        await asyncio.sleep(0.5)
        begun = time.monotonic()
        code = await bot.stop(signal.SIGINT)
        run.held("SIGINT in the middle of work ends it within 10 s with 0", code == 0 and time.monotonic() - begun < 10,
                 f"{code} after {time.monotonic() - begun:.1f} s")
        await bot.start()
        await world.until(lambda: all(answers(world, f"/tok1x{number}") for number in range(30)), 60, "all answers after a new start")
        repeated = sum(answers(world, f"/tok1x{number}") - 1 for number in range(30))
        run.held("... the next start answers the rest, none twice", repeated == 0, f"{repeated} repeated")


async def webhook(run):
    """Delivered updates, with a wrong secret and too much of everything."""
    import aiohttp
    from driver import World
    from load import run_load
    async with World(limits=False) as world:
        with __import__("socket").socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        url = f"http://127.0.0.1:{port}/hook"
        env = {"TELOXIDE_API_URL": world.url, "TELOXIDE_TOKEN": world.cfg.token, "HAMKOR_DATA": str(run.work / "hook"), "HAMKOR_LIMITS": "off",
               "HAMKOR_WEBHOOK_SECRET": "a-secret"}
        argv = [run.binary, "serve", "--webhook-url", url, "--listen", f"127.0.0.1:{port}"]
        bot = await world.bot(argv, env, str(run.work / "hook.log"))
        await world.until(lambda: world.server.webhook, 30, "the webhook")
        async with aiohttp.ClientSession() as session:
            async def post(body, secret):
                async with session.post(url, data=body, headers={"X-Telegram-Bot-Api-Secret-Token": secret}) as response:
                    return response.status
            async def get(path):
                async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                    return response.status, await response.text()
            codes = [await post(b"{}", "wrong"), await post(b"not json", "a-secret"), await post(b"x" * (1 << 21), "a-secret")]
            run.held("the webhook refuses a wrong secret, no JSON, too much", codes == [401, 400, 413], codes)
            load = asyncio.create_task(run_load(world, users=20, messages=10, rate=25, text=lambda token, i: f"/{token}", timeout=60))
            await asyncio.sleep(1)
            await bot.chaos(3, 0.8, 1.5)
            figures = await load
            run.held("killed three times behind a webhook: nothing lost", figures["lost"] == 0 and figures["duplicated"] <= 3, figures)
            health, metrics = await get("/healthz"), await get("/metrics")
            run.held("/healthz and /metrics", health[0] == 200 and "hamkor_updates_total" in metrics[1], f"{health[1].strip()}")
        code = await bot.stop()
        run.held("the webhook is left standing at the end", code == 0 and world.server.webhook is not None, code)
        run.held("... within the specification", not world.server.violations, world.server.violations[:3] or 0)


async def restore(run):
    """Two admins go back to the day's snapshot: what was loaded since is gone after the next start, and both are told."""
    from driver import World
    async with World(limits=False) as world:
        bot = await run.bot(world, HAMKOR_LIMITS="off", HAMKOR_ADMINS=f"{ADMIN},{ADMIN + 1}")
        anna, boris, person = (patient(world.user(number, name, "ru")) for number, name in ((ADMIN, "Анна"), (ADMIN + 1, "Борис"), (70_000, "Саид")))
        await world.until(lambda: list((bot.data / "snapshots").glob("*.hamkor")), 30, "the snapshot of the day")
        for admin in (anna, boris):
            admin.start()
            await admin.wait_for()
        anna.upload("name;city;offers\nЖуравль-Сервис;Липецк;ремонт журавлей\n".encode(), "новые.csv")
        await press(anna, "Загрузить")
        await anna.wait_for("новые.csv.*Сохранено|Сохранено")
        # What was just loaded is found as soon as the index has followed.
        answer = {"text": ""}
        for _ in range(10):
            if "Журавль-Сервис" not in answer["text"]:
                person.send("ремонт журавлей")
                answer = await person.wait_for("ремонт журавлей")
                await asyncio.sleep(1)
        run.held("what an admin has loaded is found", "Журавль-Сервис" in answer["text"], answer["text"].splitlines()[0])

        anna.command("admin")
        for caption in ("Вернуть снимок", r"^\d\d\.\d\d\.\d{4}$", "На подтверждение"):
            await press(anna, caption)
        await anna.wait_for("Просьба № 1 ждёт")
        await press(boris, "Подтвердить")
        await boris.wait_for("назначен")
        await anna.wait_for("подтверждена")
        await world.drained()
        code = await bot.stop()
        run.held("a restore that two admins have ordered leaves the bot to end as always", code == 0, code)
        seen = len(person.replies())
        await bot.start()
        await boris.wait_for("Всё возвращено к снимку")
        person.send("ремонт журавлей")
        await world.until(lambda: len(person.replies()) > seen, PATIENCE, "an answer after the restore")
        answer = person.replies()[-1]["text"]
        run.held("... after the next start the list is the old one", "Журавль-Сервис" not in answer, answer.splitlines()[0])
        person.send(REQUEST["ru"])
        await person.wait_for("Завод светотехнических изделий")
        kept = [path.name for path in bot.data.glob("before-restore-*")]
        run.held("... what was there is kept beside it", len(kept) == 1 and not (bot.data / "restore-order.json").exists(), kept)
        await bot.stop()
        await bot.start()
        person.send("/tok1x1")
        await person.wait_for("tok1x1")
        told = sum("Всё возвращено к снимку" in reply["text"] for reply in boris.replies())
        run.held("... it is done and told once", told == 1 and len(list(bot.data.glob("before-restore-*"))) == 1, told)
        run.held("... within the specification", not world.server.violations and not world.unanswered(), world.server.violations[:3] or 0)


async def press(person, caption):
    """Presses the newest button whose caption is like that, and waits until the press is acknowledged."""
    def like(message):
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        return any(re.search(caption, button["text"]) for row in rows for button in row)
    await person.wait_for(cond=like)
    await person.answered(person.press(caption))


FIGURES = [kills, duplicates, bad_gateways, faults, flood, open_load, closed_load, start_and_stop, webhook, restore]


async def main(arguments):
    with tempfile.TemporaryDirectory() as work:
        if arguments.work:
            os.makedirs(arguments.work, exist_ok=True)
            work = tempfile.mkdtemp(dir=arguments.work)
        run = Run(os.path.abspath(arguments.bin), work)
        figures = {figure.__name__: figure for figure in FIGURES}
        names = set(arguments.names)
        if not names or names - set(figures):
            await play(run, names - set(figures))
        for name, figure in figures.items():
            if not names or name in names:
                try:
                    await figure(run)
                except Exception:
                    traceback.print_exc()
                    run.failures.append(name)
        print("\n".join(["", "Figures:", *run.figures]))
        if run.failures:
            print("failed: " + ", ".join(run.failures))
        return 1 if run.failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, help="the built program")
    parser.add_argument("--harness", default=str(HERE.parents[2] / "shared" / "botapi"), help="the folder of the stand-in")
    parser.add_argument("--work", help="where data and logs stay [default: a temporary directory]")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    sys.path.insert(0, arguments.harness)
    sys.exit(asyncio.run(main(arguments)))
