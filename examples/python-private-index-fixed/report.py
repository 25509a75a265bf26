from acme_charts import draw

draw("sales")
