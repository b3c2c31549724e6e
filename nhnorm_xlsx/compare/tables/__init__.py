"""From the dataset to named tables: pure pandas, nothing about workbooks."""
