db.timings().immediate()
setup.approver = 'ainsley'
