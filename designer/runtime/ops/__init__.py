"""Holds the ops, one class in a file of its name: ``designer.runtime.op`` says what each must define."""
