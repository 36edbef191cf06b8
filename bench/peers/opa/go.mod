module peers/opa

go 1.22
