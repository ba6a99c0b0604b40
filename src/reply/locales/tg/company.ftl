## company
