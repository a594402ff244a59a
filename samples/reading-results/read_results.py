"""Reads results.sqlite with Python's own sqlite3 and pandas: python3 read_results.py results/luohu/results.sqlite"""
import sqlite3
import sys

import pandas as pd

with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as db:
    metrics = pd.read_sql("SELECT metric, role, mean, meanLow, meanHigh, published FROM metrics", db, index_col="metric")
    payments = pd.read_sql("SELECT time, operator, merchant, packetFen FROM payments WHERE run = 1", db, parse_dates=["time"])
    flows = pd.read_sql("SELECT coalesce(district, platform, 'all') AS place, coalesce(category, 'all') AS category, packetFen / 100 AS yuan FROM flows", db)
    operators = pd.read_sql("SELECT operator, id FROM operators", db, index_col="operator")

print(metrics.to_string(float_format="{:.1f}".format))

payments["yuan"] = payments.packetFen / 100
by_day = payments.groupby(payments.time.dt.tz_convert("Asia/Shanghai").dt.strftime("%Y-%m-%d")).yuan.agg(["count", "sum"])
print("\npackets spent by day, first run\n" + by_day.to_string(float_format="{:.2f}".format))

by_operator = payments.groupby("operator").yuan.sum().rename(index=operators.id)
print("\nby operator, yuan\n" + by_operator.to_string(float_format="{:.2f}".format))

print("\nby place and category, yuan a run\n" + flows.pivot_table(index="place", columns="category", values="yuan", aggfunc="sum").to_string(float_format="{:.2f}".format))

shares = payments.groupby("merchant").yuan.sum().sort_values(ascending=False)
print(f"\nthe ten largest of {len(shares)} merchants take {shares.head(10).sum() / shares.sum():.1%}")
print(f"total {payments.packetFen.sum()} fen")
