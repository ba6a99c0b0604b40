## introduction
button-introduce = Шинос кардан: { $name }
